package dev.raglan.spring.internal.bean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Traced;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.event.EventListener;
import org.springframework.web.filter.OncePerRequestFilter;

/** Holds what docs/spring.md says of beans that are not traced to what the start says of them. */
class HazardTest {

  private static final Path PAGE = Path.of("../docs/spring.md");

  /** A bean of each row of the page's table, in its order. */
  private static final List<ProxyShape> ROWS =
      List.of(
          ProxyShape.springs(PrivateListener.class, true),
          ProxyShape.springs(NotOnInterface.class, false),
          ProxyShape.springs(InjectedByClass.class, false),
          ProxyShape.springs(OncePerRequestFilter.class, true),
          ProxyShape.springs(PackagePrivateElsewhere.class, true),
          ProxyShape.springs(VisibleField.class, true));

  @Test
  void thePageHasTheWayOutOfEachHazard() throws IOException {
    List<String> rows;
    try (Stream<String> lines = Files.lines(PAGE)) {
      rows =
          lines
              .dropWhile(line -> !line.endsWith("| with a proxy | way out |"))
              .skip(2)
              .takeWhile(line -> line.startsWith("|"))
              .map(line -> line.substring(line.lastIndexOf("| ", line.length() - 2) + 2))
              .toList();
    }
    assertThat(rows)
        .containsExactlyElementsOf(ROWS.stream().map(shape -> wayOut(shape) + " |").toList());
  }

  private static String wayOut(ProxyShape shape) {
    String remedy =
        Objects.requireNonNull(Hazard.of(shape, injected -> injected == InjectedByClass.class))
            .remedy();
    String own = remedy.substring(0, remedy.indexOf(", move the traced methods"));
    return own.substring(0, 1).toLowerCase(Locale.ROOT) + own.substring(1);
  }

  @Test
  void thePageShowsAComplaintAsItIsLogged() throws IOException {
    List<String> logged =
        TracedBean.of(ProxyShape.of(Pricing.class, true), new AnnotatedTypes(), injected -> false)
            .complaints();
    assertThat(logged).hasSize(1);
    assertThat(Files.readString(PAGE).replaceAll("\\s+", " "))
        .contains(logged.get(0).replace(Pricing.class.getName(), "com.acme.Pricing"));
  }

  static final class Pricing {

    @Traced
    public void quote() {}
  }

  static class PrivateListener {

    @EventListener
    private void on(String event) {}
  }

  static final class NotOnInterface implements Runnable {

    @Override
    public void run() {}

    @EventListener
    void on(String event) {}
  }

  static final class InjectedByClass implements Runnable {

    @Override
    public void run() {}
  }

  static class PackagePrivateElsewhere extends dev.raglan.spring.engine.Counted {}

  static class VisibleField {

    String name = "";
  }
}
