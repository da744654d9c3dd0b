package dev.raglan.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.annotation.Traced;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.annotation.RequestScope;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** Beans that Spring MVC and Tomcat call in a web application: the same with Raglan. */
class WebFeaturesTest {

  private static final List<String> PATHS =
      List.of(
          "/plain/7",
          "/plain/x",
          "/mapped/7",
          "/asked?name=Ann",
          "/fails",
          "/fails/quietly",
          "/resolved",
          "/scoped",
          "/served",
          "/routed",
          "/actuator/notes",
          "/actuator/notes/1",
          "/actuator/health");

  private final HttpClient client = HttpClient.newHttpClient();

  @ParameterizedTest
  @ValueSource(strings = {"raglan.enabled=true", "spring.aop.proxy-target-class=false"})
  void answersTheSameWithRaglanAndWithout(String property) throws Exception {
    assertThat(answers(property)).isEqualTo(answers(property, "raglan.enabled=false"));
  }

  @Test
  void tracesEachOfThem() throws Exception {
    try (ConfigurableApplicationContext application = start()) {
      answers(application);
      // The application's SDK delivers when it likes.
      await()
          .untilAsserted(
              () ->
                  assertThat(RecordedSpans.namesOf(application))
                      .contains(
                          "Plain.plain",
                          "Mapped.get",
                          "Plain.asked",
                          "Advice.handle",
                          "Resolver.resolveArgument",
                          "Interceptor.preHandle",
                          "Ticket.number",
                          "Filtering.doFilter",
                          "Told.contextInitialized",
                          "Routes.answer",
                          "Notes.all",
                          "Notes.one",
                          "Texts.convert"));
      assertThat(RecordedSpans.namesOf(application)).doesNotContain("Plain.bind", "Plain.model");
    }
  }

  private Map<String, Object> answers(String... properties) throws Exception {
    try (ConfigurableApplicationContext application = start(properties)) {
      return answers(application);
    }
  }

  private Map<String, Object> answers(ConfigurableApplicationContext application) throws Exception {
    String port = application.getEnvironment().getProperty("local.server.port");
    Map<String, Object> answers = new TreeMap<>();
    for (String path : PATHS) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      answers.put(
          path,
          answer.statusCode()
              + " "
              + answer.body().replaceAll("\"timestamp\":\"[^\"]*\"", "")
              + " "
              + answer.headers().firstValue("X-Filtered").orElse(""));
    }
    answers.put("intercepted", application.getBean(Interceptor.class).intercepted());
    answers.put("filtered", application.getBean(Filtering.class).state());
    answers.put("told", application.getBean(Told.class).started());
    return answers;
  }

  private static ConfigurableApplicationContext start(String... properties) {
    return new SpringApplicationBuilder(Application.class)
        .web(WebApplicationType.SERVLET)
        .properties(
            "server.port=0",
            "spring.main.banner-mode=off",
            "management.endpoints.web.exposure.include=*",
            "management.otlp.metrics.export.enabled=false",
            "management.tracing.sampling.probability=1.0",
            "server.shutdown=immediate")
        .properties(properties)
        .run();
  }

  record Text(String value) {}

  record User(String name) {}

  /** A controller with all that a controller may have. */
  @RestController
  @Traced
  static class Plain {

    private final Ticket ticket;

    Plain(Ticket ticket) {
      this.ticket = ticket;
    }

    @InitBinder
    public void bind(WebDataBinder binder) {
      binder.setDisallowedFields("secret");
    }

    @ModelAttribute("word")
    public String model() {
      return "model";
    }

    @GetMapping("/plain/{id}")
    public String plain(@PathVariable int id, @ModelAttribute("word") String word) {
      return word + id;
    }

    @GetMapping("/asked")
    public Map<String, Object> asked(@RequestParam("name") Text name) {
      return Map.of("name", name.value());
    }

    @GetMapping("/fails")
    public String fails() {
      throw new IllegalStateException("boom");
    }

    @GetMapping("/fails/quietly")
    @ResponseStatus(HttpStatus.ACCEPTED)
    public ResponseEntity<String> failsQuietly() {
      return ResponseEntity.status(418).body("teapot");
    }

    @GetMapping("/resolved")
    public String resolved(User user) {
      return user.name();
    }

    @GetMapping("/scoped")
    public String scoped() {
      return ticket.number() + " " + ticket.number();
    }
  }

  /** Mapped by its interface. */
  @RequestMapping("/mapped")
  interface Mapping {
    @GetMapping("/{id}")
    @ResponseBody
    @Traced
    String get(@PathVariable("id") int id);
  }

  @Controller
  static class Mapped implements Mapping {
    @Override
    public String get(int id) {
      return "mapped " + id;
    }
  }

  @RestControllerAdvice
  static class Advice {

    @Traced
    @ExceptionHandler(IllegalStateException.class)
    ProblemDetail handle(IllegalStateException failed) {
      return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, failed.getMessage());
    }
  }

  static class Resolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return parameter.getParameterType() == User.class;
    }

    @Override
    @Traced
    public Object resolveArgument(
        MethodParameter parameter,
        ModelAndViewContainer container,
        NativeWebRequest request,
        WebDataBinderFactory binders) {
      return new User("Ann");
    }
  }

  static class Interceptor implements HandlerInterceptor {

    private final AtomicInteger intercepted = new AtomicInteger();

    @Override
    @Traced
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      intercepted.incrementAndGet();
      return true;
    }

    int intercepted() {
      return intercepted.get();
    }
  }

  static class Texts implements Converter<String, Text> {

    @Override
    @Traced
    public Text convert(String source) {
      return new Text(source);
    }
  }

  @RequestScope
  static class Ticket {

    private static final AtomicInteger LAST = new AtomicInteger();

    private final int number = LAST.incrementAndGet();

    @Traced
    public boolean number() {
      return number > 0;
    }
  }

  static class Served extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    @Traced
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().write("served by " + getServletName());
    }
  }

  static class Filtering implements jakarta.servlet.Filter {

    private String state = "";

    @Override
    public void init(FilterConfig config) {
      state = "initialized";
    }

    @Override
    @Traced
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      ((HttpServletResponse) response).setHeader("X-Filtered", state);
      chain.doFilter(request, response);
    }

    String state() {
      return state;
    }
  }

  static class Told implements ServletContextListener {

    private boolean started;

    @Override
    @Traced
    public void contextInitialized(ServletContextEvent event) {
      started = true;
    }

    boolean started() {
      return started;
    }
  }

  @Endpoint(id = "notes")
  static class Notes {

    @ReadOperation
    @Traced
    public Map<String, String> all() {
      return Map.of("notes", "all");
    }

    @ReadOperation
    @Traced
    public Map<String, String> one(@Selector String id) {
      return Map.of("note", id);
    }
  }

  static class Beat implements HealthIndicator {

    @Override
    @Traced
    public Health health() {
      return Health.up().build();
    }
  }

  @Traced
  static class Routes implements WebMvcConfigurer {

    private final Resolver resolver;
    private final Interceptor interceptor;
    private final Texts texts;

    Routes(Resolver resolver, Interceptor interceptor, Texts texts) {
      this.resolver = resolver;
      this.interceptor = interceptor;
      this.texts = texts;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
      resolvers.add(resolver);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
      registry.addInterceptor(interceptor);
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
      registry.addConverter(texts);
    }

    public String answer() {
      return "routed";
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {

    @Bean
    static RecordedSpans spans() {
      return new RecordedSpans();
    }

    @Bean
    @RequestScope
    Ticket ticket() {
      return new Ticket();
    }

    @Bean
    Plain plain(Ticket ticket) {
      return new Plain(ticket);
    }

    @Bean
    Mapped mapped() {
      return new Mapped();
    }

    @Bean
    Advice advice() {
      return new Advice();
    }

    @Bean
    Resolver resolver() {
      return new Resolver();
    }

    @Bean
    Interceptor interceptor() {
      return new Interceptor();
    }

    @Bean
    Texts texts() {
      return new Texts();
    }

    @Bean
    Served served() {
      return new Served();
    }

    @Bean
    ServletRegistrationBean<Served> serving(Served served) {
      return new ServletRegistrationBean<>(served, "/served");
    }

    @Bean
    Filtering filtering() {
      return new Filtering();
    }

    @Bean
    Told told() {
      return new Told();
    }

    @Bean
    Notes notes() {
      return new Notes();
    }

    @Bean
    Beat beat() {
      return new Beat();
    }

    @Bean
    Routes routes(Resolver resolver, Interceptor interceptor, Texts texts) {
      return new Routes(resolver, interceptor, texts);
    }

    @Bean
    RouterFunction<ServerResponse> routing(Routes routes) {
      return RouterFunctions.route()
          .GET("/routed", request -> ServerResponse.ok().body(routes.answer()))
          .build();
    }
  }
}
