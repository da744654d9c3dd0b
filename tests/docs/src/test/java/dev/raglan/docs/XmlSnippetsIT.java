package dev.raglan.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.PluginManagement;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.apache.maven.model.io.xpp3.MavenXpp3Writer;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.InvocationResult;
import org.apache.maven.shared.invoker.MavenInvocationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Builds a small application with the poms of the pages, all of them in one run of Maven. */
class XmlSnippetsIT {

  private static final String APPLICATION =
      """
      import dev.raglan.annotation.Traced;

      final class Application {
        @Traced
        private static String answer(String question) {
          return question;
        }
      }
      """;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private final List<String> output = new ArrayList<>();

  @Test
  void buildAnApplicationAndWeaveItWhereAPluginIsShown() throws Exception {
    List<Model> poms =
        Pages.withLanguage("xml").flatMap(page -> PagePom.of(page).stream()).toList();
    Model parent = parent();
    for (Model pom : poms) {
      String module = pom.getName().replaceAll("\\W+", "-");
      parent.addModule(module);
      write(pom, parent, module);
    }
    write(parent, folder);

    assertThat(maven().getExitCode()).as(() -> String.join("\n", output)).isZero();

    assertThat(poms)
        .allSatisfy(
            pom ->
                assertThat(isWoven(pom))
                    .as("the application built with the pom of %s is woven", pom.getName())
                    .isEqualTo(pom.getBuild() != null));
  }

  private static Model parent() throws Exception {
    Model parent = new Model();
    parent.setModelVersion("4.0.0");
    parent.setGroupId("com.example");
    parent.setArtifactId("pages");
    parent.setVersion("1");
    parent.setPackaging("pom");
    parent.addProperty("maven.compiler.release", "17");
    parent.addProperty("project.build.sourceEncoding", "UTF-8");
    parent.setBuild(new Build());
    parent.getBuild().setPluginManagement(pluginVersions());
    return parent;
  }

  /** Returns the versions of Maven's plugins that Raglan is built with, which are there already. */
  private static PluginManagement pluginVersions() throws Exception {
    Model raglan;
    try (var in = Files.newInputStream(Pages.ROOT.resolve("pom.xml"))) {
      raglan = new MavenXpp3Reader().read(in);
    }
    PluginManagement versions = new PluginManagement();
    raglan.getBuild().getPluginManagement().getPlugins().stream()
        .filter(plugin -> plugin.getGroupId().equals("org.apache.maven.plugins"))
        .forEach(
            plugin -> {
              plugin.setConfiguration(null);
              plugin.setExecutions(List.of());
              versions.addPlugin(plugin);
            });
    return versions;
  }

  private void write(Model pom, Model parent, String module) throws IOException {
    Parent reference = new Parent();
    reference.setGroupId(parent.getGroupId());
    reference.setArtifactId(parent.getArtifactId());
    reference.setVersion(parent.getVersion());
    pom.setModelVersion("4.0.0");
    pom.setParent(reference);
    pom.setArtifactId(module);
    write(pom, folder.resolve(module));
    Path sources = Files.createDirectories(folder.resolve(module).resolve("src/main/java"));
    Files.writeString(sources.resolve("Application.java"), APPLICATION);
  }

  private static void write(Model pom, Path folder) throws IOException {
    try (Writer out = Files.newBufferedWriter(Files.createDirectories(folder).resolve("pom.xml"))) {
      new MavenXpp3Writer().write(out, pom);
    }
  }

  private InvocationResult maven() throws IOException, MavenInvocationException {
    InvocationRequest request = new DefaultInvocationRequest();
    request.setBaseDirectory(folder.toFile());
    request.addArg("process-classes");
    request.setBatchMode(true);
    request.setShowErrors(true);
    request.setMavenHome(new File(System.getProperty("maven.home")));
    request.setJavaHome(new File(System.getProperty("java.home")));
    request.setUserSettingsFile(settings().toFile());
    request.setLocalRepositoryDirectory(new File(System.getProperty("raglan.repository")));
    request.setOutputHandler(output::add);
    // A build that is offline still reaches what it has downloaded.
    Properties properties = new Properties();
    properties.setProperty("aether.offline.protocols", "file");
    request.setProperties(properties);
    return new DefaultInvoker().execute(request);
  }

  private Path settings() throws IOException {
    String downloaded = Path.of(System.getProperty("downloaded")).toUri().toString();
    String settings =
        new String(
                XmlSnippetsIT.class.getResourceAsStream("/settings.xml").readAllBytes(),
                StandardCharsets.UTF_8)
            .replace("@localRepositoryUrl@", downloaded);
    return Files.writeString(folder.resolve("settings.xml"), settings);
  }

  private boolean isWoven(Model pom) throws IOException {
    Path classes = folder.resolve(pom.getArtifactId()).resolve("target/classes");
    byte[] application = Files.readAllBytes(classes.resolve("Application.class"));
    return new String(application, StandardCharsets.ISO_8859_1).contains("dev/raglan/aspectj/");
  }
}
