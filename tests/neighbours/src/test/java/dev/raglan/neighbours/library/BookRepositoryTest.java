package dev.raglan.neighbours.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.boot.jpa.test.autoconfigure.TestEntityManager;

/** A slice of an application with traced repositories, of which Raglan is no part. */
@DataJpaTest
class BookRepositoryTest {

  @Autowired private BookRepository books;
  @Autowired private TestEntityManager entities;
  @Autowired private ObjectProvider<Raglan> raglan;

  @Test
  void findsBooksWithoutRaglan() {
    Author melville = entities.persist(new Author("Herman Melville"));
    entities.persistAndFlush(new Book("Omoo", melville, Set.of()));

    assertThat(books.findByTitle("Omoo"))
        .singleElement()
        .satisfies(book -> assertThat(book.getAuthor()).isSameAs(melville));
    assertThat(raglan.stream()).isEmpty();
  }
}
