package dev.raglan.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/** Reads the poms of this repository as they are written, without what they inherit. */
final class Poms {

  static final Path ROOT = Path.of("../..");

  private Poms() {}

  static Model parent() {
    return read(ROOT.resolve("pom.xml"));
  }

  static Model bom() {
    return read(ROOT.resolve("bom/pom.xml"));
  }

  /** Returns the poms of the modules that are deployed as jars. */
  static List<Model> published() {
    return parent().getModules().stream()
        .map(module -> read(ROOT.resolve(module).resolve("pom.xml")))
        .filter(pom -> pom.getPackaging().equals("jar"))
        .filter(pom -> !"true".equals(pom.getProperties().getProperty("maven.deploy.skip")))
        .toList();
  }

  private static Model read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new MavenXpp3Reader().read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (XmlPullParserException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    }
  }
}
