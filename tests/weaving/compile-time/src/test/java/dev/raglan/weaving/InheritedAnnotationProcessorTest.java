package dev.raglan.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.aspectj.InheritedAnnotationProcessor;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The warnings that a compiler gives for methods that AspectJ will not trace. */
class InheritedAnnotationProcessorTest {

  private static final String HEAD =
      """
      import dev.raglan.annotation.*;
      import dev.raglan.model.*;
      interface Retriever {
        @RagEvent(RagEventType.RETRIEVAL) String retrieve(String query);
        default void close() {}
      }
      """;

  @TempDir private Path classes;

  @Test
  void namesTheMethodAndTheAnnotationThatIsNotSeen() {
    List<Diagnostic<? extends JavaFileObject>> warnings =
        warnings(
            "class Store implements Retriever { public String retrieve(String q) { return q; } }");

    assertThat(warnings)
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.getMessage(Locale.ENGLISH))
                  .contains("@RagEvent of Retriever.retrieve", "Annotate the method itself");
              assertThat(warning.getLineNumber()).isEqualTo(HEAD.lines().count() + 1);
            });
  }

  @Test
  void looksAboveSuperclassesGenericInterfacesAndMetaAnnotations() {
    assertThat(
            warnings(
                """
                @Traced @interface Step {}
                interface Task<T> { @Step T run(T input); }
                abstract class Base<T> implements Task<T> {}
                class Impl extends Base<String> { public String run(String input) { return input; } }
                class Outer { class Inner extends Base<Integer> { public Integer run(Integer i) { return i; } } }
                enum Kind implements Task<String> { ONE; public String run(String input) { return input; } }
                record Rec() implements Task<String> { public String run(String input) { return input; } }
                """))
        .hasSize(4)
        .allSatisfy(
            warning ->
                assertThat(warning.getMessage(Locale.ENGLISH)).contains("@Step of Task.run"));
  }

  @Test
  void namesTheClassWhereAMethodOfItsSuperclassImplementsAnInterface() {
    assertThat(
            warnings(
                """
                class Files { public String retrieve(String q) { return q; } }
                class Store extends Files implements Retriever {}
                class Sub extends Store {}
                @Traced class Whole { public String retrieve(String q) { return q; } }
                class Seen extends Whole implements Retriever {}
                """))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.getMessage(Locale.ENGLISH))
                  .contains("@RagEvent of Retriever.retrieve", "Files.retrieve");
              assertThat(warning.getLineNumber()).isEqualTo(HEAD.lines().count() + 2);
            });
  }

  @Test
  void saysNothingOfWhatAspectJSees() {
    assertThat(
            warnings(
                """
                class Annotated implements Retriever {
                  @RagEvent(RagEventType.RETRIEVAL) public String retrieve(String q) { return q; }
                }
                @Traced class Whole implements Retriever { public String retrieve(String q) { return q; } }
                @Traced interface Searcher { String search(); }
                class Search implements Searcher { public String search() { return ""; } }
                abstract class Abstract implements Retriever { public abstract String retrieve(String q); }
                class Other { public String retrieve(String q) { return q; } }
                """))
        .isEmpty();
  }

  @Test
  void saysNothingWhereItIsSuppressed() {
    assertThat(
            warnings(
                """
                class One implements Retriever {
                  @SuppressWarnings("raglan") public String retrieve(String q) { return q; }
                }
                @SuppressWarnings({"unused", "raglan"}) class Two implements Retriever {
                  public String retrieve(String q) { return q; }
                }
                """))
        .isEmpty();
  }

  @Test
  void isFoundByTheCompiler() {
    assertThat(ServiceLoader.load(Processor.class))
        .hasAtLeastOneElementOfType(InheritedAnnotationProcessor.class);
  }

  private List<Diagnostic<? extends JavaFileObject>> warnings(String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    JavaCompiler.CompilationTask task =
        compiler.getTask(
            null,
            null,
            diagnostics,
            List.of("-d", classes.toString(), "-classpath", System.getProperty("java.class.path")),
            null,
            List.of(new Source(HEAD + source)));
    task.setProcessors(List.of(new InheritedAnnotationProcessor()));
    assertThat(task.call()).as("%s", diagnostics.getDiagnostics()).isTrue();
    return diagnostics.getDiagnostics().stream()
        .filter(each -> each.getMessage(Locale.ENGLISH).contains("AspectJ"))
        .toList();
  }

  /** A source in memory. */
  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String text) {
      super(URI.create("string:///Sources.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
