package dev.raglan.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The main sources of every module, samples and tests included. */
final class Sources {

  private static final Set<String> SKIPPED = Set.of("target", ".git");
  private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);

  /** The declaration of a type that starts its line, as that of a top-level type does. */
  private static final Pattern TYPE =
      Pattern.compile(
          "^(?:(?:public|abstract|final|sealed|non-sealed) )*"
              + "(?:class|interface|enum|record|@interface) (\\w+)",
          Pattern.MULTILINE);

  private static final List<Source> ALL = read();

  private Sources() {}

  /**
   * A source file.
   *
   * @param path the path relative to the root of the repository, with slashes
   * @param text the content
   */
  record Source(String path, String text) {

    String packageName() {
      Matcher matcher = PACKAGE.matcher(text);
      return matcher.find() ? matcher.group(1) : "";
    }

    /** Returns the part of the path before the package, which tells modules apart. */
    String folder() {
      return path.substring(0, path.indexOf("src/main/"));
    }

    boolean isPackageInfo() {
      return path.endsWith("/package-info.java");
    }

    List<String> topLevelTypes() {
      return TYPE.matcher(text).results().map(type -> type.group(1)).toList();
    }

    String at(int offset) {
      return path + ":" + (1 + text.substring(0, offset).chars().filter(c -> c == '\n').count());
    }
  }

  static List<Source> all() {
    return ALL;
  }

  /** Returns the sources of a module, by its folder. */
  static List<Source> of(String module) {
    return ALL.stream().filter(source -> source.folder().equals(module + "/")).toList();
  }

  private static List<Source> read() {
    List<Source> sources = new ArrayList<>();
    try {
      Files.walkFileTree(
          Pages.ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return SKIPPED.contains(folder.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              String path = Pages.ROOT.relativize(file).toString().replace('\\', '/');
              if (path.contains("src/main/java/") && path.endsWith(".java")) {
                sources.add(new Source(path, Files.readString(file)));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }
}
