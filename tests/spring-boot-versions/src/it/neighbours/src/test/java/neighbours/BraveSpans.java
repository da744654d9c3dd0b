package neighbours;

import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Collects the spans that Brave hands to Zipkin, where Brave is. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "brave.Tracing")
class BraveSpans {

  @Bean
  static SpanHandler collecting(Spans spans) {
    return new SpanHandler() {
      @Override
      public boolean end(TraceContext context, MutableSpan span, Cause cause) {
        spans.add(
            String.valueOf(span.name()),
            span.id(),
            span.parentId(),
            span.tags().containsKey(Calls.INPUT_TOKENS));
        return true;
      }
    };
  }
}
