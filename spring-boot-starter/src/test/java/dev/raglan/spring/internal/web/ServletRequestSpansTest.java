package dev.raglan.spring.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.security.Principal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Under Spring MVC, on Tomcat. */
class ServletRequestSpansTest extends RequestSpansContract {

  @Override
  WebApplicationType type() {
    return WebApplicationType.SERVLET;
  }

  @Override
  Class<?> login() {
    return Login.class;
  }

  @Test
  void everySpanOfAMethodThatAnswersAtOnceKnowsItsSession() throws Exception {
    get("/now?q=1", "X-Session", "s-1");
    assertThat(spans("http get /now", "Assistant.answerNow", "query"))
        .hasSize(3)
        .allSatisfy(span -> assertThat(span.getAttributes().get(SESSION)).isEqualTo("s-1"));
  }

  @Test
  void knowsTheSessionWhenAnAsynchronousRequestGoesOn() throws Exception {
    get("/later?q=1", "X-Session", "s-1");
    assertThat(spans("complete"))
        .hasSize(1)
        .allSatisfy(span -> assertThat(span.getAttributes().get(SESSION)).isEqualTo("s-1"));
  }

  /** The place of Spring Security's filter. */
  @Order(-100)
  @Import({Now.class, Completion.class})
  static class Login implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      chain.doFilter(new LoggedIn((HttpServletRequest) request), response);
    }
  }

  static class LoggedIn extends HttpServletRequestWrapper {

    LoggedIn(HttpServletRequest request) {
      super(request);
    }

    @Override
    public Principal getUserPrincipal() {
      String name = getHeader("X-Login");
      return name == null ? null : () -> name;
    }
  }

  @RestController
  static class Now {

    private final Assistant assistant;

    Now(Assistant assistant) {
      this.assistant = assistant;
    }

    @GetMapping("/now")
    String now(@RequestParam("q") String question) {
      return assistant.answerNow(question);
    }

    @GetMapping("/later")
    CompletableFuture<ResponseEntity<String>> later(@RequestParam("q") String question) {
      return CompletableFuture.supplyAsync(
          () -> ResponseEntity.ok(question),
          CompletableFuture.delayedExecutor(
              20, java.util.concurrent.TimeUnit.MILLISECONDS, ForkJoinPool.commonPool()));
    }
  }

  /** Records a span in the dispatch that writes the response. */
  static class Completion implements WebMvcConfigurer, HandlerInterceptor {

    private final OpenTelemetry openTelemetry;

    Completion(OpenTelemetry openTelemetry) {
      this.openTelemetry = openTelemetry;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
      registry.addInterceptor(this).addPathPatterns("/later");
    }

    @Override
    public void postHandle(
        HttpServletRequest request,
        jakarta.servlet.http.HttpServletResponse response,
        Object handler,
        org.springframework.web.servlet.ModelAndView view) {
      openTelemetry.getTracer("theirs").spanBuilder("complete").startSpan().end();
    }
  }
}
