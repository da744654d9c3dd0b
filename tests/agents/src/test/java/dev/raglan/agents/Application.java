package dev.raglan.agents;

import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Traced;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A small web application that answers one request and ends; runs under an agent. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Application {

  /** Starts it, sends it one request, and waits for its spans to be delivered. */
  public static void main(String[] args) throws Exception {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.SERVLET)
            .properties("server.port=0", "spring.main.banner-mode=off")
            .run(args)) {
      String port = context.getEnvironment().getRequiredProperty("local.server.port");
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/ask")).build(),
                  HttpResponse.BodyHandlers.ofString());
      System.out.println("ANSWER " + response.body());
    }
    System.out.println("REGISTERED " + isAnyRegistered());
  }

  /** To ask for it by its API registers one, in OpenTelemetry 1.49. */
  private static boolean isAnyRegistered() throws ReflectiveOperationException {
    Field registered = GlobalOpenTelemetry.class.getDeclaredField("globalOpenTelemetry");
    registered.setAccessible(true);
    return registered.get(null) != null;
  }

  @Bean
  static Assistant assistant(Model model, Library library) {
    return new Assistant(model, library);
  }

  @Bean
  static Model model() {
    return new Model();
  }

  @Bean
  static Library library() {
    return new Library();
  }

  /** The endpoint. */
  @RestController
  public static class Endpoint {

    private final Assistant assistant;

    Endpoint(Assistant assistant) {
      this.assistant = assistant;
    }

    @GetMapping("/ask")
    public String ask() throws SQLException {
      return assistant.answer("why");
    }
  }

  /** A traced service. */
  public static class Assistant {

    private final Model model;
    private final Library library;

    Assistant(Model model, Library library) {
      this.model = model;
      this.library = library;
    }

    @Traced("answer")
    public String answer(String question) throws SQLException {
      return model.complete(question) + library.find();
    }
  }

  /** A traced service below another. */
  public static class Model {

    @Generation(value = "complete", model = "gpt-4o")
    public String complete(String question) {
      return marked(question);
    }

    @WithSpan("marked")
    String marked(String question) {
      return question;
    }
  }

  /** A traced service that asks a database. */
  public static class Library {

    @Traced("find")
    public String find() throws SQLException {
      try (var connection = DriverManager.getConnection("jdbc:h2:mem:library");
          var statement = connection.createStatement();
          ResultSet found = statement.executeQuery("select 'because'")) {
        return found.next() ? found.getString(1) : "";
      }
    }
  }
}
