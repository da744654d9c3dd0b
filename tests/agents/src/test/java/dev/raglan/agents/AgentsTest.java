package dev.raglan.agents;

import static dev.raglan.agents.AgentRun.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.agents.AgentRun.Exported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One request to a small web application, under each agent: a row of the table of the page. */
class AgentsTest {

  private static final Path PAGE = Path.of("../../docs/spring.md");

  private static final String OPENTELEMETRY = "opentelemetry-javaagent";

  @TempDir Path directory;

  private static void isBelow(List<Exported> all, String name, String parent) {
    assertThat(span(all, name).parent()).as("parent of " + name).isEqualTo(span(all, parent).id());
    assertThat(span(all, name).trace()).isEqualTo(span(all, parent).trace());
  }

  private static void isOneTree(AgentRun run) {
    assertThat(run.output()).contains("ANSWER whybecause").doesNotContain("incomplete");
    isBelow(run.own(), "complete", "answer");
    isBelow(run.own(), "find", "answer");
  }

  private AgentRun run(String agent, String mode) throws Exception {
    return AgentRun.of(directory, agent, "--raglan.otel-mode=" + mode);
  }

  /** Holds the row of the page to what the application and its agent exported. */
  private static void isOnThePage(String agent, String mode, AgentRun run) throws IOException {
    boolean agentHasAll = has(run.agents(), "answer");
    boolean ownRoot = has(run.own(), "GET /ask");
    assertThat(Files.readString(PAGE))
        .contains(
            "| %s | `%s` | %s | %s | %s |"
                .formatted(
                    agent,
                    mode,
                    agentHasAll
                        ? "all spans, one tree: HTTP, traced methods, `@WithSpan`, JDBC"
                        : "the agent's spans",
                    "traced methods, one tree below "
                        + (ownRoot ? "`GET /ask`" : "the request's span"),
                    ownRoot ? "Raglan's" : "the agent's"));
  }

  private static boolean has(List<Exported> all, String name) {
    return all.stream().anyMatch(each -> each.name().equals(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "external"})
  void openTelemetrysAgentAndRaglanHaveOneTree(String mode) throws Exception {
    AgentRun run = run(OPENTELEMETRY, mode);

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
    assertThat(span(run.own(), "answer").parent()).isEqualTo(span(all, "GET /ask").id());
    assertThat(run.own()).hasSize(3);
    isOnThePage("OpenTelemetry's", mode, run);
  }

  @Test
  void openTelemetrysAgentGetsNoSpansOfAStandaloneRaglan() throws Exception {
    AgentRun run = run(OPENTELEMETRY, "standalone");

    isOneTree(run);
    assertThat(run.agents())
        .extracting(Exported::name)
        .contains("GET /ask", "marked")
        .doesNotContain("answer", "complete", "find");
    assertThat(span(run.own(), "answer").parent()).isEqualTo(span(run.agents(), "GET /ask").id());
    assertThat(run.own()).hasSize(3);
    isOnThePage("OpenTelemetry's", "standalone", run);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "standalone"})
  void elasticsAgentLeavesATreeWhole(String mode) throws Exception {
    AgentRun run = run("elastic-apm-agent", mode);

    isOneTree(run);
    assertThat(run.output()).contains("REGISTERED false");
    assertThat(run.own()).hasSize(3);
    assertThat(span(run.own(), "answer").parent()).isNotEmpty();
    isOnThePage("Elastic's", mode, run);
  }

  /** It shows nothing of its spans, so that the request's is Raglan's. */
  @ParameterizedTest
  @ValueSource(strings = {"auto", "standalone"})
  void datadogsAgentLeavesATreeWhole(String mode) throws Exception {
    AgentRun run = run("dd-java-agent", mode);

    isOneTree(run);
    assertThat(run.output()).contains("REGISTERED false");
    assertThat(run.own()).hasSize(4);
    isBelow(run.own(), "answer", "GET /ask");
    isOnThePage("Datadog's", mode, run);
  }

  @Test
  void nothingIsRegisteredWhereThereIsNoAgent() throws Exception {
    AgentRun run = AgentRun.of(directory, null);

    isOneTree(run);
    assertThat(run.output()).contains("REGISTERED false");
    assertThat(run.own()).hasSize(4);
    isBelow(run.own(), "answer", "GET /ask");
  }
}
