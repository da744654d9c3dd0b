package dev.raglan.docs;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** The Java compiler with the class path of these tests; it writes no classes. */
final class JavaSyntax {

  static final long NO_ERROR = Long.MAX_VALUE;

  private static final List<String> OPTIONS =
      List.of("-source", "17", "-proc:none", "-classpath", System.getProperty("java.class.path"));

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final JavaFileManager files = compiler.getStandardFileManager(null, null, null);

  /** Parses units, and returns each one's line of its first error, else {@link #NO_ERROR}. */
  Map<JavaUnit, Long> firstErrors(List<JavaUnit> units) {
    Map<JavaUnit, Long> first = new HashMap<>();
    units.forEach(unit -> first.put(unit, NO_ERROR));
    errors(units, JavacTask::parse)
        .forEach(
            error -> first.merge((JavaUnit) error.getSource(), error.getLineNumber(), Math::min));
    return first;
  }

  /** Returns an error a line, each with its page and line; empty if the units compile together. */
  List<String> errors(List<JavaUnit> units) {
    return errors(units, JavacTask::analyze).map(JavaSyntax::text).distinct().sorted().toList();
  }

  private Stream<Diagnostic<? extends JavaFileObject>> errors(List<JavaUnit> units, Phase phase) {
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    try {
      phase.run((JavacTask) compiler.getTask(null, files, diagnostics, OPTIONS, null, units));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR);
  }

  private static String text(Diagnostic<? extends JavaFileObject> error) {
    JavaUnit unit = (JavaUnit) error.getSource();
    return unit.place(error.getLineNumber()) + ": " + error.getMessage(Locale.ENGLISH);
  }

  private interface Phase {
    void run(JavacTask task) throws IOException;
  }
}
