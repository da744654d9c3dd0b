package dev.raglan.spring.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** An application that is started again in the same process, with its classes loaded anew. */
class RestartedApplicationTest {

  /** Spring itself remembers classes softly, which the option has the collector ignore. */
  @Test
  void sendsItsSpansToItsOwnEngineAndLeavesNothing() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder program =
        new ProcessBuilder(
                java,
                "-XX:SoftRefLRUPolicyMSPerMB=0",
                "-XX:TieredStopAtLevel=1",
                RestartProgram.class.getName())
            .redirectErrorStream(true);
    program.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = program.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    String each =
        "false question1question [Service.answer, Service.answerLater, Service.answerReactively,"
            + " Service.answers, Weather.weather] true";
    assertThat(printed.lines()).contains(each, each, each, "both are collected");
    assertThat(printed.lines().filter(each::equals)).hasSize(3);
  }
}
