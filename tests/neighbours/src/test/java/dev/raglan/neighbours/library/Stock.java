package dev.raglan.neighbours.library;

import jakarta.persistence.EntityManagerFactory;
import java.util.Set;
import org.hibernate.SessionFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** The first book, and the number of statements that were prepared since. */
@Component
class Stock implements ApplicationRunner {

  private final Authors authors;
  private final BookRepository books;
  private final SessionFactory sessions;

  Stock(Authors authors, BookRepository books, EntityManagerFactory factory) {
    this.authors = authors;
    this.books = books;
    this.sessions = factory.unwrap(SessionFactory.class);
  }

  @Override
  public void run(ApplicationArguments arguments) {
    Author melville = authors.save(new Author("Herman Melville"));
    books.save(new Book("Moby Dick", melville, Set.of("whale")));
    sessions.getStatistics().clear();
  }

  long statements() {
    return sessions.getStatistics().getPrepareStatementCount();
  }
}
