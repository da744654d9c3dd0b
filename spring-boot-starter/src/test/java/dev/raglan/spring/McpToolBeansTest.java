package dev.raglan.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Traced;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.RaglanAttributes;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.mcp.annotation.McpToolParam;
import org.springframework.ai.mcp.annotation.spring.SyncMcpAnnotationProviders;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Tools of a server of the Model Context Protocol: found and called as without Raglan. */
class McpToolBeansTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(AopAutoConfiguration.class, RaglanAutoConfiguration.class))
          .withBean(RecordedSpans.class);

  interface Forecasts {
    String forecast(String city, int days);
  }

  /** As Spring AI's documentation has them, and package-private. */
  static class WeatherTools implements Forecasts {

    private final String state = String.valueOf("sunny");

    @Override
    @Traced
    @McpTool(name = "forecast", description = "The weather of the next days")
    public String forecast(
        @McpToolParam(description = "the city") String city,
        @McpToolParam(description = "how many", required = false) int days) {
      return state + " in " + city + " for " + days;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "raglan.enabled=false, 0",
    "raglan.enabled=true, 1",
    "spring.aop.proxy-target-class=false, 1"
  })
  void areFoundAndCalledAndTraced(String property, int spans) {
    runner
        .withPropertyValues(property)
        .withBean(WeatherTools.class)
        .run(
            context -> {
              SyncToolSpecification tool = onlyTool(context);
              assertThat(tool.tool().name()).isEqualTo("forecast");
              assertThat(tool.tool().inputSchema().toString())
                  .contains("city", "days", "how many")
                  .doesNotContain("arg0");
              CallToolResult answer =
                  tool.callHandler()
                      .apply(
                          null,
                          CallToolRequest.builder("forecast")
                              .arguments(Map.of("city", "Rome", "days", 3))
                              .build());
              assertThat(answer.content().toString()).contains("sunny in Rome for 3");
              if (spans > 0) {
                assertThat(RecordedSpans.of(context))
                    .singleElement()
                    .satisfies(
                        span -> {
                          assertThat(span.getName()).isEqualTo("forecast");
                          assertThat(span.getAttributes().get(RaglanAttributes.SPAN_TYPE))
                              .isEqualTo(SpanType.TOOL.id());
                        });
              }
            });
  }

  private static SyncToolSpecification onlyTool(ApplicationContext context) {
    List<SyncToolSpecification> tools =
        SyncMcpAnnotationProviders.toolSpecifications(List.of(context.getBean(WeatherTools.class)));
    assertThat(tools).hasSize(1);
    return tools.get(0);
  }
}
