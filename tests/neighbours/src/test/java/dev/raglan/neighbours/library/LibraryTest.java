package dev.raglan.neighbours.library;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.neighbours.RunningApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.boot.WebApplicationType;
import org.springframework.jms.core.JmsTemplate;

/**
 * What stands beside traced services in production does the same with Raglan and without it, and
 * the spans of a request are one tree.
 */
class LibraryTest {

  private static RunningApplication traced;
  private static RunningApplication untraced;

  @BeforeAll
  static void start() {
    traced = start("traced", true);
    untraced = start("untraced", false);
  }

  private static RunningApplication start(String name, boolean enabled) {
    return new RunningApplication(
        LibraryApplication.class,
        WebApplicationType.SERVLET,
        "raglan.enabled=" + enabled,
        "server.http2.enabled=true",
        "spring.datasource.url=jdbc:h2:mem:" + name,
        "spring.jpa.open-in-view=false",
        "spring.jpa.hibernate.ddl-auto=create-drop",
        "spring.jpa.properties.hibernate.generate_statistics=true",
        "spring.artemis.embedded.queues=orders",
        "spring.artemis.embedded.server-id=" + (enabled ? 1 : 2),
        "spring.batch.job.enabled=false");
  }

  @AfterAll
  static void stop() {
    traced.close();
    untraced.close();
  }

  /** Work of a request. */
  @FunctionalInterface
  interface Work {
    Object in(RunningApplication library) throws Exception;
  }

  private static Arguments row(String beside, String span, Work work, String... tree) {
    return Arguments.of(beside, span, work, List.of(tree));
  }

  private static Catalog catalog(RunningApplication library) {
    return library.bean(Catalog.class);
  }

  private static Desk desk(RunningApplication library) {
    return library.bean(Desk.class);
  }

  /** Says what of the book is loaded, and how many statements it took to get it. */
  private static String loaded(RunningApplication library, Work work) throws Exception {
    long before = library.bean(Stock.class).statements();
    Book book = (Book) work.in(library);
    return "author %s, words %s, %d statements"
        .formatted(
            Hibernate.isInitialized(book.getAuthor()),
            Hibernate.isInitialized(book.getWords()),
            library.bean(Stock.class).statements() - before);
  }

  static Stream<Arguments> rows() {
    return Stream.of(
        row(
            "a Spring Data JPA repository in `@Transactional`",
            "the repository's span below the transaction's",
            library -> catalog(library).find("Moby Dick").getTitle(),
            "Catalog.find",
            "  BookRepository.findByTitle"),
        row(
            "a repository's `Stream`",
            "ends with the last row",
            library -> catalog(library).titles(),
            "Catalog.titles",
            "  BookRepository.streamAll"),
        row(
            "an entity with lazy parts as the result",
            "shown without what is still to be loaded; no statement more",
            library -> loaded(library, each -> catalog(each).find("Moby Dick")),
            "Catalog.find",
            "  BookRepository.findByTitle"),
        row(
            "an entity with lazy parts as an argument",
            "shown without what is still to be loaded; no statement more",
            library ->
                loaded(
                    library,
                    each -> {
                      Book book = catalog(each).find("Moby Dick");
                      assertThat(catalog(each).titleOf(book)).isEqualTo("Moby Dick1");
                      return book;
                    }),
            "Catalog.find",
            "  BookRepository.findByTitle",
            "Catalog.titleOf"),
        row(
            "`getReferenceById`",
            "stays so, shown by its type",
            library -> Hibernate.isInitialized(catalog(library).author(1L)),
            "Catalog.author"),
        row(
            "`@Transactional` that is rolled back",
            "a failure",
            library -> {
              long before = catalog(library).count();
              try {
                return catalog(library).addAndFail("Typee");
              } catch (IllegalStateException thrown) {
                return thrown.getMessage() + (catalog(library).count() - before);
              }
            },
            "Catalog.addAndFail IllegalStateException"),
        row(
            "`@Transactional` whose commit fails",
            "a failure, by the commit's exception",
            library -> {
              catalog(library).rename("Moby Dick", "Moby Dick");
              return "committed";
            },
            "Catalog.rename DataIntegrityViolationException",
            "  BookRepository.findByTitle"),
        row(
            "`@PreAuthorize` that denies",
            "a failure, `AuthorizationDeniedException`",
            library -> desk(library).discard("Moby Dick"),
            "Desk.discard AuthorizationDeniedException"),
        row(
            "`@PreAuthorize` that allows",
            "below the request",
            library -> desk(library).lend("Moby Dick"),
            "Desk.lend",
            "  Catalog.find",
            "    BookRepository.findByTitle"),
        row("`@PostFilter`", "shown as filtered", library -> desk(library).shelf(), "Desk.shelf"),
        row(
            "`@Validated`, a valid argument",
            "as without validation",
            library -> desk(library).reserve("Moby Dick"),
            "Desk.reserve"),
        row(
            "`@Validated`, an invalid argument",
            "a failure, `ConstraintViolationException`",
            library -> desk(library).reserve(" "),
            "Desk.reserve ConstraintViolationException"),
        row(
            "`@Validated`, an invalid result",
            "a failure, `ConstraintViolationException`",
            library -> desk(library).blank(),
            "Desk.blank ConstraintViolationException"),
        row(
            "`@Cacheable`, a hit",
            "one more span, with the result",
            library ->
                "" + desk(library).count("a") + desk(library).count("a") + desk(library).counted(),
            "Desk.count",
            "Desk.count"),
        row(
            "`@Async`",
            "below the request, with a `ContextPropagatingTaskDecorator`",
            library -> desk(library).later("Moby Dick").get(60, TimeUnit.SECONDS),
            "Desk.later",
            "  Catalog.find",
            "    BookRepository.findByTitle"),
        row(
            "`@JmsListener`",
            "in the trace of the request that sent it, with `micrometer-jakarta9`",
            library -> {
              library.bean(JmsTemplate.class).convertAndSend("orders", "Moby Dick");
              return library.bean(Post.class).received().poll(60, TimeUnit.SECONDS);
            },
            "Post.receive",
            "  Catalog.find",
            "    BookRepository.findByTitle"),
        row(
            "a tasklet of Spring Batch",
            "the step below the request that started it",
            library ->
                library
                    .bean(JobOperator.class)
                    .start(library.bean(Job.class), new JobParameters())
                    .getExitStatus()
                    .getExitCode(),
            "inventory",
            "  Catalog.titles",
            "    BookRepository.streamAll"),
        row(
            "`RestClient` over HTTP/2",
            "sends the `traceparent`",
            library -> library.bean(Branch.class).pong(library.uri("/pong")),
            "Branch.pong"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void isTheSameAndInOneTree(String beside, String span, Work work, List<String> tree) {
    String expected = untraced.request(() -> work.in(untraced));

    assertThat(traced.request(() -> work.in(traced))).isEqualTo(expected);
    traced.assertTree(tree.toArray(String[]::new));
  }

  @Test
  void thePageSaysSo() throws IOException {
    String table =
        rows()
            .map(Arguments::get)
            .map(row -> "| " + row[0] + " | " + row[1] + " |")
            .collect(joining("\n"));

    assertThat(Files.readString(Path.of("../../docs/spring.md"))).contains(table);
  }

  @Test
  void anEntityIsWrittenWithoutWhatIsStillToBeLoaded() {
    traced.request(() -> catalog(traced).find("Moby Dick"));

    traced.assertTree("Catalog.find", "  BookRepository.findByTitle");
    assertThat(traced.written("Catalog.find"))
        .contains("\"title\":\"Moby Dick\"", "\"author\":\"<", "\"words\":\"<");
  }

  @Test
  void whatSecurityFiltersIsNotWritten() {
    traced.request(() -> desk(traced).shelf());

    traced.assertTree("Desk.shelf");
    assertThat(traced.written("Desk.shelf")).contains("open").doesNotContain("secret");
  }

  @Test
  void theSpansOfSecurityAndJmsAreInTheTree() {
    traced.request(
        () -> {
          desk(traced).lend("Moby Dick");
          traced.bean(JmsTemplate.class).convertAndSend("orders", "Moby Dick");
          return traced.bean(Post.class).received().poll(60, TimeUnit.SECONDS);
        });

    traced.assertTree(
        "Desk.lend",
        "  Catalog.find",
        "    BookRepository.findByTitle",
        "Post.receive",
        "  Catalog.find",
        "    BookRepository.findByTitle");
    assertThat(traced.names()).contains("authorize method", "orders publish", "orders process");
  }
}
