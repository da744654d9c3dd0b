package dev.raglan.artifacts;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.apache.maven.model.Model;
import org.junit.jupiter.api.Test;

/** Tests the jars as they are packaged: they stand on the class path of the integration tests. */
class PublishedJarsIT {

  private static final Map<String, String> MODULE_NAMES =
      Map.of(
          "raglan-core", "dev.raglan.core",
          "raglan-aspectj", "dev.raglan.aspectj",
          "raglan-kafka", "dev.raglan.kafka",
          "raglan-spring-boot-starter", "dev.raglan.spring");

  @Test
  void haveTheModuleNamesThatApplicationsRequire() {
    assertThat(
            jars().entrySet().stream()
                .collect(toMap(Map.Entry::getKey, jar -> module(jar.getValue()).name())))
        .isEqualTo(MODULE_NAMES);
  }

  @Test
  void shareNoPackageSoThatTheyCanBeModules() {
    Map<String, String> homes = new HashMap<>();
    jars()
        .forEach(
            (artifact, jar) ->
                module(jar)
                    .packages()
                    .forEach(
                        name ->
                            assertThat(homes.put(name, artifact))
                                .as("the other jar with package %s of %s", name, artifact)
                                .isNull()));
    assertThat(homes).isNotEmpty();
  }

  @Test
  void carryTheLicence() throws IOException {
    for (Path path : jars().values()) {
      try (JarFile jar = new JarFile(path.toFile())) {
        assertThat(jar.getEntry("META-INF/LICENSE")).as("licence in %s", path).isNotNull();
        try (InputStream in = jar.getInputStream(jar.getEntry("META-INF/LICENSE"))) {
          assertThat(in).hasBinaryContent(Files.readAllBytes(Poms.ROOT.resolve("LICENSE")));
        }
      }
    }
  }

  private static Map<String, Path> jars() {
    return Poms.published().stream().collect(toMap(Model::getArtifactId, PublishedJarsIT::jar));
  }

  private static Path jar(Model module) {
    String name = module.getArtifactId() + "-" + Poms.parent().getVersion() + ".jar";
    List<Path> found =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(path -> path.endsWith(name))
            .toList();
    assertThat(found)
        .as("%s on the class path; is it a dependency of this module?", name)
        .hasSize(1);
    return found.get(0);
  }

  private static ModuleDescriptor module(Path jar) {
    return ModuleFinder.of(jar).findAll().iterator().next().descriptor();
  }
}
