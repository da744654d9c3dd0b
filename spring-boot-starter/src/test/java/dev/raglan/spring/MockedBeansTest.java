package dev.raglan.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.raglan.annotation.Traced;
import org.junit.jupiter.api.Test;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

/** Traced beans that a test of the application mocks or spies on. */
@SpringBootTest(classes = MockedBeansTest.Application.class)
@DirtiesContext // A context that is kept would keep its registrations for the whole run.
class MockedBeansTest {

  @MockitoBean private Store store;
  @MockitoSpyBean private Assistant assistant;
  @MockitoSpyBean private Weather weather;
  @Autowired private Caller caller;
  @Autowired private ApplicationContext context;

  /** The application. */
  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({AopAutoConfiguration.class, RaglanAutoConfiguration.class})
  @Import({RecordedSpans.class, Store.class, Assistant.class, Weather.class, Caller.class})
  static class Application {}

  /** A bean that is mocked. */
  static class Store {

    @Traced
    public String find(String query) {
      return "found " + query;
    }
  }

  /** A bean that is spied on. */
  static class Assistant {

    private final String answer = String.valueOf("answer");

    @Traced
    public String ask(String question) {
      return answer;
    }
  }

  /** A tool that is spied on. */
  static class Weather {

    private final String answer = String.valueOf("sunny");

    @Tool
    @Traced
    public String weather(String city) {
      return answer;
    }
  }

  /** The bean that is under test. */
  static class Caller {

    @Autowired private Store store;
    @Autowired private Assistant assistant;
    @Autowired private Weather weather;

    String call() {
      return store.find("q") + assistant.ask("q") + weather.weather("Ulm");
    }
  }

  @Test
  void behaveAsTheTestSays() {
    when(store.find("q")).thenReturn("mocked ");
    assertThat(caller.call()).isEqualTo("mocked answersunny");
    verify(store).find("q");
    verify(assistant).ask("q");
    verify(weather).weather("Ulm");

    doReturn("stubbed").when(weather).weather("Ulm");
    doReturn("stubbed ").when(assistant).ask("q");
    assertThat(caller.call()).isEqualTo("mocked stubbed stubbed");
    reset(weather);
    assertThat(RecordedSpans.of(context)).isNotEmpty();
  }
}
