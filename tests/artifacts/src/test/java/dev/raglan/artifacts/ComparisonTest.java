package dev.raglan.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that the published API is compared with the last release. */
class ComparisonTest {

  @Test
  void isSkippedOnlyWhileThereIsNoRelease() {
    Properties properties = Poms.parent().getProperties();
    boolean noRelease = properties.getProperty("raglan.last-release").isBlank();
    assertThat(properties.getProperty("japicmp.skip")).isEqualTo(String.valueOf(noRelease));
  }

  @ParameterizedTest
  @MethodSource("dev.raglan.artifacts.Poms#published")
  void isMadeForEveryPublishedModule(Model module) {
    assertThat(module.getBuild().getPlugins())
        .extracting(Plugin::getArtifactId)
        .contains("japicmp-maven-plugin");
  }
}
