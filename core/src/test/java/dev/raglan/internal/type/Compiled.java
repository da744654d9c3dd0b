package dev.raglan.internal.type;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/** Classes compiled from source, for types that tests may not bring along. */
public final class Compiled {

  private Compiled() {}

  /** A loader, child of ours, with the classes of the sources, which are given by class name. */
  public static URLClassLoader load(Path directory, Map<String, String> sources) {
    try {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "-proc:none",
                  "-parameters",
                  "-d",
                  directory.toString(),
                  "-cp",
                  System.getProperty("java.class.path")));
      for (Map.Entry<String, String> source : sources.entrySet()) {
        Path file = directory.resolve(source.getKey().replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        arguments.add(Files.writeString(file, source.getValue()).toString());
      }
      int result =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, arguments.toArray(new String[0]));
      if (result != 0) {
        throw new AssertionError("not compiled: " + sources.keySet());
      }
      return new URLClassLoader(urls(directory), Compiled.class.getClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL[] urls(Path directory) throws MalformedURLException {
    return new URL[] {directory.toUri().toURL()};
  }
}
