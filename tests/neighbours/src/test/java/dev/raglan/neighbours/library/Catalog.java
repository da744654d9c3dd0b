package dev.raglan.neighbours.library;

import dev.raglan.annotation.Traced;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Transactions that are traced. */
@Service
@Transactional
public class Catalog {

  private final BookRepository books;
  private final Authors authors;

  Catalog(BookRepository books, Authors authors) {
    this.books = books;
    this.authors = authors;
  }

  @Traced
  public Book find(String title) {
    return books.findByTitle(title).get(0);
  }

  @Traced
  public Author author(Long id) {
    return authors.getReferenceById(id);
  }

  /** Takes and returns entities within the session that they are managed in. */
  @Traced
  public String titleOf(Book book) {
    return books.getReferenceById(book.getId()).getTitle() + authors.getReferenceById(1L).getId();
  }

  @Traced
  public List<String> titles() {
    try (var all = books.streamAll()) {
      return all.map(Book::getTitle).toList();
    }
  }

  @Traced
  public Book add(String title) {
    return books.save(new Book(title, authors.findAll().get(0), Set.of()));
  }

  @Traced
  public Book addAndFail(String title) {
    books.saveAndFlush(new Book(title, null, Set.of()));
    throw new IllegalStateException("no room for " + title);
  }

  /** Fails with the commit, after the method has returned. */
  @Traced
  public void rename(String title, String other) {
    books.findByTitle(title).get(0).getWords().add("renamed");
    books.save(new Book(other, null, Set.of()));
  }

  public long count() {
    return books.count();
  }
}
