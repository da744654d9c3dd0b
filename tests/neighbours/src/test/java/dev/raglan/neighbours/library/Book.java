package dev.raglan.neighbours.library;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.HashSet;
import java.util.Set;

/** A book, whose author and words are loaded when they are asked for. */
@Entity
public class Book {

  @Id @GeneratedValue private Long id;

  @Column(unique = true)
  private String title;

  @ManyToOne(fetch = FetchType.LAZY)
  private Author author;

  @ElementCollection(fetch = FetchType.LAZY)
  private Set<String> words = new HashSet<>();

  protected Book() {}

  Book(String title, Author author, Set<String> words) {
    this.title = title;
    this.author = author;
    this.words = words;
  }

  public Long getId() {
    return id;
  }

  public String getTitle() {
    return title;
  }

  public Author getAuthor() {
    return author;
  }

  public Set<String> getWords() {
    return words;
  }
}
