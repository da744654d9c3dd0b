package dev.raglan.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.junit.jupiter.api.Test;

class BomTest {

  private final Model bom = Poms.bom();

  @Test
  void managesEveryPublishedModuleAndNothingElse() {
    assertThat(bom.getDependencyManagement().getDependencies())
        .extracting(Dependency::getArtifactId)
        .containsExactlyInAnyOrderElementsOf(
            Poms.published().stream().map(Model::getArtifactId).toList());
  }

  @Test
  void managesItsOwnVersion() {
    assertThat(bom.getDependencyManagement().getDependencies())
        .allSatisfy(
            dependency -> {
              assertThat(dependency.getGroupId()).isEqualTo(bom.getGroupId());
              assertThat(dependency.getVersion()).isEqualTo("${project.version}");
            });
  }

  @Test
  void inheritsNothing() {
    assertThat(bom.getParent()).isNull();
  }

  @Test
  void repeatsTheParentsVersionAndProjectInformation() {
    assertThat(bom)
        .usingRecursiveComparison()
        .comparingOnlyFields(
            "groupId", "version", "url", "organization", "licenses", "developers", "scm.connection")
        .isEqualTo(Poms.parent());
  }
}
