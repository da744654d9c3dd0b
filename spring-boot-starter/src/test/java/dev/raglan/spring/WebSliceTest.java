package dev.raglan.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.annotation.Traced;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A test slice of Spring MVC has no Raglan, and its controllers answer as without. */
@WebMvcTest(WebSliceTest.Answers.class)
@ContextConfiguration(classes = WebSliceTest.Application.class)
class WebSliceTest {

  @Autowired private MockMvcTester mvc;
  @Autowired private ApplicationContext context;
  @MockitoBean private Service service;

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(Answers.class)
  static class Application {}

  /** A service that the controller asks. */
  interface Service {
    @Traced
    String answer();
  }

  @RestController
  @Traced
  static class Answers {

    private final Service service;

    Answers(Service service) {
      this.service = service;
    }

    @GetMapping("/answer")
    public String answer() {
      return "answer " + service.answer();
    }
  }

  @Test
  void answersWithoutRaglan() {
    assertThat(mvc.get().uri("/answer")).hasStatusOk().bodyText().isEqualTo("answer null");
    assertThat(context.getBeanProvider(Raglan.class).getIfAvailable()).isNull();
  }
}
