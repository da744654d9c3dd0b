package dev.raglan.internal.type;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.raglan.internal.json.Json;
import dev.raglan.internal.safe.ClosedPackages;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Values of an application that is a module: what it keeps closed is said once, and how to open it.
 */
class ClosedModuleTest {

  private static final Map<String, String> SOURCES =
      Map.of(
          "module-info",
          "module app { exports app.shown; opens app.opened; }",
          "app.closed.Answer",
          "package app.closed; public record Answer(String text) {}",
          "app.beans.Bean",
          """
          package app.beans;
          public class Bean {
            private String text = "b";
            public String getText() { return text; }
          }
          """,
          "app.other.Hidden",
          "package app.other; record Hidden(String text) {}",
          "app.opened.Answer",
          "package app.opened; record Answer(String text) {}",
          "app.shown.Answer",
          "package app.shown; public record Answer(String text) {}",
          "app.shown.Values",
          """
          package app.shown;
          public class Values {
            public static Object of(String type, String text) throws Exception {
              if (type.endsWith("Bean")) {
                return Class.forName(type).getConstructor().newInstance();
              }
              var made = Class.forName(type).getDeclaredConstructor(String.class);
              made.setAccessible(true);
              return made.newInstance(text);
            }
          }
          """);

  @TempDir private Path directory;

  private final Logger logger = (Logger) LoggerFactory.getLogger(ClosedPackages.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private Class<?> values;

  @BeforeEach
  void loadModule() throws Exception {
    lines.start();
    logger.addAppender(lines);
    compile();
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolve(ModuleFinder.of(directory), ModuleFinder.of(), Set.of("app"));
    values =
        ModuleLayer.boot()
            .defineModulesWithOneLoader(configuration, getClass().getClassLoader())
            .findLoader("app")
            .loadClass("app.shown.Values");
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
  }

  private void compile() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", directory.toString()));
    for (Map.Entry<String, String> source : SOURCES.entrySet()) {
      Path file = directory.resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      arguments.add(Files.writeString(file, source.getValue()).toString());
    }
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, arguments.toArray(new String[0])))
        .isZero();
  }

  private String written(String type) throws Exception {
    return Json.of(values.getMethod("of", String.class, String.class).invoke(null, type, "a"));
  }

  @Test
  void readsWhatIsExportedOrOpened() throws Exception {
    assertThat(written("app.shown.Answer")).isEqualTo("{\"text\":\"a\"}");
    assertThat(written("app.opened.Answer")).isEqualTo("{\"text\":\"a\"}");
    assertThat(lines.list).isEmpty();
  }

  @Test
  void saysOnceHowAClosedPackageIsOpened() throws Exception {
    assertThat(written("app.closed.Answer")).isEqualTo("{\"text\":\"<java.lang.String>\"}");
    assertThat(written("app.closed.Answer")).isEqualTo("{\"text\":\"<java.lang.String>\"}");
    assertThat(written("app.beans.Bean")).isEqualTo("{\"text\":\"<java.lang.String>\"}");
    assertThat(written("app.other.Hidden")).isEqualTo("{\"text\":\"<java.lang.String>\"}");

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .hasSize(3)
        .satisfies(
            said ->
                assertThat(said.get(0))
                    .contains("package app.closed of module app", "app.closed.Answer")
                    .endsWith("Add to its module-info.java: opens app.closed;"))
        .satisfies(said -> assertThat(said.get(1)).endsWith("opens app.beans;"))
        .satisfies(said -> assertThat(said.get(2)).endsWith("opens app.other;"));
  }

  @Test
  void saysNothingOfTheJdk() {
    assertThat(Json.of(Thread.currentThread().getStackTrace()[0])).isNotEmpty();
    assertThat(Json.of(new java.text.DecimalFormat())).isNotEmpty();

    assertThat(lines.list).isEmpty();
  }
}
