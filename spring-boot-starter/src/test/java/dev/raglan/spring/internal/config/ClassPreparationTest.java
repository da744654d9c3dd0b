package dev.raglan.spring.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.raglan.Raglan;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** The thread that loads classes while an application starts. */
class ClassPreparationTest {

  private final MockEnvironment environment = new MockEnvironment();

  @Test
  void takesTheWayOfTheStartWithoutFailure() {
    Raglan global = Raglan.global();
    assertThatCode(ClassPreparation::prepare).doesNotThrowAnyException();
    assertThat(Raglan.global()).isSameAs(global);
  }

  @Test
  void doesNotKeepTheVirtualMachineAlive() throws InterruptedException {
    Thread thread = ClassPreparation.thread(getClass().getClassLoader());
    assertThat(thread.isDaemon()).isTrue();
    thread.start();
    thread.join();
  }

  @Test
  void isOfNoUseOnOneProcessor() {
    assertThat(ClassPreparation.isUseful(environment, 1)).isFalse();
    assertThat(ClassPreparation.isUseful(environment, 2)).isTrue();
  }

  @Test
  void isLeftOutWhereSpringBootsIs() {
    environment.setProperty(ClassPreparation.IGNORED, "true");
    assertThat(ClassPreparation.isUseful(environment, 2)).isFalse();
  }
}
