package dev.raglan.neighbours.library;

import dev.raglan.annotation.Traced;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** The books. */
interface BookRepository extends JpaRepository<Book, Long> {

  @Traced
  List<Book> findByTitle(String title);

  @Traced
  @Query("select book from Book book order by book.title")
  Stream<Book> streamAll();
}
