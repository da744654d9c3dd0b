package dev.raglan.internal.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs Raglan in a class loader that has none of the optional libraries. */
class AbsentLibrariesTest {

  private static final List<String> OPTIONAL =
      List.of("openai-java", "anthropic-java", "spring-ai", "langchain4j", "jtokkit");

  private static URLClassLoader withoutOptionalLibraries() {
    URL[] urls =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> OPTIONAL.stream().noneMatch(entry::contains))
            .map(AbsentLibrariesTest::url)
            .toArray(URL[]::new);
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(String entry) {
    try {
      return new File(entry).toURI().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void readsByShapeIfNoLibraryIsThere() throws Exception {
    try (URLClassLoader loader = withoutOptionalLibraries()) {
      Object extractors =
          loader
              .loadClass(BuiltIn.class.getName())
              .getMethod("extractors", boolean.class)
              .invoke(null, false);
      Object extraction =
          extractors
              .getClass()
              .getMethod("extract", Object.class)
              .invoke(extractors, Map.of("role", "user", "content", "Hi"));

      assertThat(extraction.getClass()).isNotSameAs(dev.raglan.model.Extraction.class);
      assertThat(extraction.toString()).contains("text=Hi");
    }
  }

  @Test
  void refusesToEstimateTokensIfJtokkitIsNotThere() throws Exception {
    try (URLClassLoader loader = withoutOptionalLibraries()) {
      Class<?> estimator = loader.loadClass("dev.raglan.internal.pricing.TokenEstimator");

      assertThatThrownBy(() -> estimator.getMethod("required").invoke(null))
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("com.knuddels:jtokkit");
    }
  }
}
