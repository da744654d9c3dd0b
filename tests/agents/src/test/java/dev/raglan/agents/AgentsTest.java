package dev.raglan.agents;

import static dev.raglan.agents.AgentRun.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.agents.AgentRun.Exported;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One request to a small web application, under each agent. */
class AgentsTest {

  private static final String OPENTELEMETRY = "opentelemetry-javaagent";

  @TempDir Path directory;

  private static void isBelow(List<Exported> all, String name, String parent) {
    assertThat(span(all, name).parent()).as("parent of " + name).isEqualTo(span(all, parent).id());
    assertThat(span(all, name).trace()).isEqualTo(span(all, parent).trace());
  }

  private static void isOneTree(AgentRun run) {
    assertThat(run.output()).contains("ANSWER whybecause").doesNotContain("incomplete");
    assertThat(run.own()).as("Raglan's").hasSize(3);
    isBelow(run.own(), "complete", "answer");
    isBelow(run.own(), "find", "answer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "external"})
  void openTelemetrysAgentAndRaglanHaveOneTree(String mode) throws Exception {
    AgentRun run = AgentRun.of(directory, OPENTELEMETRY, "--raglan.otel-mode=" + mode);

    isOneTree(run);
    List<Exported> all = run.agents();
    isBelow(all, "answer", "GET /ask");
    isBelow(all, "complete", "answer");
    isBelow(all, "marked", "complete");
    isBelow(all, "find", "answer");
    isBelow(all, "SELECT library", "find");
    for (Exported own : run.own()) {
      assertThat(span(all, own.name()).id()).isEqualTo(own.id());
    }
    assertThat(span(all, "complete").attributes()).contains("gpt-4o", "gen_ai.request.model");
  }

  @Test
  void openTelemetrysAgentGetsNoSpansOfAStandaloneRaglan() throws Exception {
    AgentRun run = AgentRun.of(directory, OPENTELEMETRY, "--raglan.otel-mode=standalone");

    isOneTree(run);
    assertThat(run.agents())
        .extracting(Exported::name)
        .contains("GET /ask", "marked")
        .doesNotContain("answer", "complete", "find");
    assertThat(span(run.own(), "answer").parent()).isEqualTo(span(run.agents(), "GET /ask").id());
  }

  @Test
  void elasticsAgentLeavesATreeWhole() throws Exception {
    AgentRun run = AgentRun.of(directory, "elastic-apm-agent");

    isOneTree(run);
    assertThat(run.output()).contains("REGISTERED false");
  }

  /** It shows nothing of its spans, so that the request's is Raglan's. */
  @Test
  void datadogsAgentLeavesATreeWhole() throws Exception {
    AgentRun run = AgentRun.of(directory, "dd-java-agent");

    assertThat(run.output()).contains("REGISTERED false").doesNotContain("incomplete");
    assertThat(run.own()).hasSize(4);
    isBelow(run.own(), "answer", "GET /ask");
    isBelow(run.own(), "complete", "answer");
  }

  @Test
  void nothingIsRegisteredWhereThereIsNoAgent() throws Exception {
    AgentRun run = AgentRun.of(directory, null);

    assertThat(run.output()).contains("REGISTERED false").doesNotContain("incomplete");
    assertThat(run.own()).hasSize(4);
    isBelow(run.own(), "answer", "GET /ask");
  }
}
