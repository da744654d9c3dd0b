package dev.raglan.neighbours.library;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;

/** An author, whose books are loaded when they are asked for. */
@Entity
public class Author {

  @Id @GeneratedValue private Long id;
  private String name;

  @OneToMany(mappedBy = "author", fetch = FetchType.LAZY)
  private List<Book> books = new ArrayList<>();

  protected Author() {}

  Author(String name) {
    this.name = name;
  }

  public Long getId() {
    return id;
  }

  public String getName() {
    return name;
  }

  public List<Book> getBooks() {
    return books;
  }
}
