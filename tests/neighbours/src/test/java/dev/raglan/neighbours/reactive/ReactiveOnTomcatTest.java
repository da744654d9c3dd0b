package dev.raglan.neighbours.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Traced;
import dev.raglan.neighbours.RecordedSpans;
import dev.raglan.neighbours.RunningApplication;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.tomcat.reactive.TomcatReactiveWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** WebFlux on Tomcat, where requests are subscribed to on a servlet container's threads. */
class ReactiveOnTomcatTest {

  private static final String PACKAGE = "org.springframework.boot.";

  private static RunningApplication traced;
  private static RunningApplication untraced;

  @BeforeAll
  static void start() {
    traced = start(true);
    untraced = start(false);
  }

  private static RunningApplication start(boolean enabled) {
    return new RunningApplication(
        Application.class,
        WebApplicationType.REACTIVE,
        "raglan.enabled=" + enabled,
        "spring.reactor.context-propagation=auto",
        "spring.autoconfigure.exclude="
            + String.join(
                ",",
                PACKAGE + "reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration",
                PACKAGE + "artemis.autoconfigure.ArtemisAutoConfiguration",
                PACKAGE + "batch.autoconfigure.BatchAutoConfiguration",
                PACKAGE + "batch.autoconfigure.BatchJobLauncherAutoConfiguration",
                PACKAGE + "jdbc.autoconfigure.DataSourceAutoConfiguration",
                PACKAGE
                    + "security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration",
                PACKAGE + "hibernate.autoconfigure.HibernateJpaAutoConfiguration",
                PACKAGE + "security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration"));
  }

  @AfterAll
  static void stop() {
    traced.close();
    untraced.close();
  }

  static Stream<Arguments> rows() {
    return Stream.of(
        Arguments.of("/now", List.of("asked")),
        Arguments.of("/later", List.of("asked", "  plain")),
        Arguments.of("/stream", List.of("words")),
        Arguments.of("/failed", List.of("failing IllegalStateException")),
        Arguments.of("/blocking", List.of("plain")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void answersTheSameInOneTree(String path, List<String> tree) {
    assertThat(traced.bean(TomcatReactiveWebServerFactory.class)).isNotNull();
    String expected = untraced.get(path);

    assertThat(traced.get(path)).isEqualTo(expected).doesNotContain("\"status\"");
    traced.assertTree(tree.toArray(String[]::new));
  }

  /** A reactive application, which Spring Boot runs on Tomcat. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {

    @Bean
    static RecordedSpans recordedSpans() {
      return new RecordedSpans();
    }

    @Bean
    static Services services() {
      return new Services();
    }

    @Bean
    static Endpoints endpoints(Services services) {
      return new Endpoints(services);
    }
  }

  /** Traced services. */
  static class Services {

    @Traced("plain")
    String plain(String word) {
      return word + "!";
    }

    @Traced("asked")
    Mono<String> asked(Mono<String> answer) {
      return answer.map(this::bang);
    }

    @Traced("words")
    Flux<String> words() {
      return Flux.fromIterable(List.of("call ", "me")).delayElements(Duration.ofMillis(5));
    }

    @Traced("failing")
    Mono<String> failing() {
      return Mono.delay(Duration.ofMillis(5)).then(Mono.error(new IllegalStateException("sunk")));
    }

    private String bang(String word) {
      return word + "!";
    }
  }

  /** Endpoints of the application. */
  @RestController
  static class Endpoints {

    private final Services services;

    Endpoints(Services services) {
      this.services = services;
    }

    @GetMapping("/now")
    Mono<String> now() {
      return services.asked(Mono.just("now"));
    }

    @GetMapping("/later")
    Mono<String> later() {
      return services.asked(Mono.delay(Duration.ofMillis(5)).map(tick -> services.plain("later")));
    }

    @GetMapping("/stream")
    Flux<String> stream() {
      return services.words();
    }

    @GetMapping("/failed")
    Mono<String> failed() {
      return services.failing().onErrorResume(thrown -> Mono.just(thrown.getMessage()));
    }

    @GetMapping("/blocking")
    String blocking() {
      return services.plain("blocking");
    }
  }
}
