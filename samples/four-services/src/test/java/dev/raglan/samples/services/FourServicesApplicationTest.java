package dev.raglan.samples.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FourServicesApplicationTest {

  @Test
  void printsWhatEachServiceReceived(CapturedOutput output) {
    try (var context = FourServicesApplication.start("--sample.local=true")) {
      LocalServices services = context.getBean(LocalServices.class);
      Map<Service, List<String>> paths =
          services.running().stream()
              .collect(
                  Collectors.toMap(
                      LocalServer::service,
                      server ->
                          server.requests().stream()
                              .map(request -> request.method() + " " + request.path())
                              .distinct()
                              .toList()));
      assertThat(paths.get(Service.ATHINA))
          .containsExactly(
              "POST /api/v1/trace/sdk",
              "POST /api/v1/log/inference",
              "PATCH /api/v1/prompt_run/user-feedback");
      assertThat(paths.get(Service.ADALINE))
          .containsExactly("POST /logs/trace", "PATCH /logs/trace");
      assertThat(paths.get(Service.LASTMILE))
          .contains(
              "POST /api/trace/create",
              "POST /api/rag_query_traces/create",
              "POST /api/rag_events/create",
              "POST /api/evaluation_feedback/create");
      assertThat(paths.get(Service.SPANS_API)).startsWith("PUT /v5/spans/batch");
      assertThat(paths.get(Service.OTLP)).containsExactly("POST /v1/traces");
    }
    assertThat(output.getOut())
        .contains("What is Raglan?", "delivered everywhere: true", "adaline\n  POST /logs/trace")
        .contains("\"name\":\"Four services\"", "\"eventName\":\"retrieval\"")
        .doesNotContain(" 0 bytes")
        .contains("id of the trace at Adaline: trace_0");
  }
}
