package dev.raglan.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.model.RagEventType;
import dev.raglan.semconv.RaglanAttributes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/** Beans as they are made, started, referred to and serialized. */
@ExtendWith(OutputCaptureExtension.class)
class TracedBeansLifeTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(AopAutoConfiguration.class, RaglanAutoConfiguration.class))
          .withBean(RecordedSpans.class);

  @Test
  void tracesTheFirstCallsOfBeansThatStartInBackground(CapturedOutput output) {
    runner
        .withUserConfiguration(InBackground.class)
        .run(context -> assertThat(RecordedSpans.namesOf(context)).containsExactly("Warm.up"));
    assertThat(output).doesNotContain("the call is not traced");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void keepsASerializableBeanSerializable(String byClass) {
    runner
        .withPropertyValues("spring.aop.proxy-target-class=" + byClass)
        .withBean("cart", Cart.class, InMemoryCart::new)
        .run(
            context -> {
              Cart cart = context.getBean(Cart.class);
              cart.add("book");
              Cart copy = (Cart) copied(cart);
              copy.add("pen");
              assertThat(copy.items()).containsExactly("book", "pen");
              assertThat(cart.items()).containsExactly("book");
              assertThat(RecordedSpans.namesOf(context))
                  .containsExactly("InMemoryCart.add", "InMemoryCart.add");
            });
  }

  @Test
  void keepsASerializableToolSerializable() {
    runner
        .withBean(SerializableTool.class)
        .run(
            context -> {
              Object copy = copied(context.getBean(SerializableTool.class));
              assertThat(((SerializableTool) copy).run()).isEqualTo("ran");
            });
  }

  private static Object copied(Object bean) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(bean);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }

  @Test
  void tracesWhatAnAnnotatedFactoryMethodMakes() {
    runner
        .withUserConfiguration(Factories.class)
        .run(
            context -> {
              assertThat(RecordedSpans.of(context)).isEmpty();
              assertThat(context.getBean(Retriever.class).retrieve("x")).containsExactly("x");
              assertThat(context.getBean(Retriever.class).hint()).isEqualTo("none");
              Function<?, ?> model = context.getBean("model", Function.class);
              assertThat(((Function<Object, Object>) model).apply("why?")).isEqualTo("because");
              assertThat(RecordedSpans.of(context))
                  .extracting(span -> span.getName())
                  .containsExactly("vector search", "Function.apply");
              assertThat(
                      RecordedSpans.of(context)
                          .get(0)
                          .getAttributes()
                          .get(RaglanAttributes.EVENT_TYPE))
                  .isEqualTo("retrieval");
            });
  }

  @Test
  void saysWhereAFactoryMethodMustReturnAnInterface(CapturedOutput output) {
    runner
        .withUserConfiguration(ClassFactory.class)
        .run(
            context -> assertThat(context.getBean(VectorRetriever.class).retrieve("x")).hasSize(1));
    assertThat(output)
        .containsOnlyOnce("bean 'vectors': calls of it are not traced")
        .contains("is not declared to return an interface");
  }

  @Test
  void tracesAToolThatRefersToItself() {
    runner
        .withAllowCircularReferences(true)
        .withBean(FirstTool.class)
        .withBean(Second.class)
        .run(
            context -> {
              assertThat(context.getBean(Second.class).first)
                  .isSameAs(context.getBean(FirstTool.class));
              context.getBean(Second.class).first.run();
              assertThat(RecordedSpans.namesOf(context)).containsExactly("FirstTool.run");
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class InBackground {

    @Bean
    SimpleAsyncTaskExecutor bootstrapExecutor() {
      return new SimpleAsyncTaskExecutor();
    }

    @Bean
    Warm warm() {
      return new Warm();
    }

    @Bean(bootstrap = Bean.Bootstrap.BACKGROUND)
    CompletableFuture<String> started(Warm warm) {
      return CompletableFuture.completedFuture(warm.up());
    }
  }

  static class Warm {

    @Traced
    public String up() {
      return "up";
    }
  }

  public interface Cart {
    void add(String item);

    List<String> items();
  }

  public static class InMemoryCart implements Cart, Serializable {

    private static final long serialVersionUID = 1L;

    private final java.util.ArrayList<String> items = new java.util.ArrayList<>();

    @Override
    @Traced
    public void add(String item) {
      items.add(item);
    }

    @Override
    public List<String> items() {
      return items;
    }
  }

  static class SerializableTool implements Serializable {

    private static final long serialVersionUID = 1L;

    @Tool
    @Traced
    String run() {
      return "ran";
    }
  }

  interface Retriever {
    List<String> retrieve(String query);

    default String hint() {
      return "none";
    }
  }

  static class VectorRetriever implements Retriever {
    @Override
    public List<String> retrieve(String query) {
      return List.of(query);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Factories {

    @Bean
    @RagEvent(value = RagEventType.RETRIEVAL, name = "vector search")
    Retriever retriever() {
      return new VectorRetriever();
    }

    @Bean
    @Generation
    Function<String, String> model() {
      return question -> "because";
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class ClassFactory {

    @Bean
    @RagEvent(RagEventType.RETRIEVAL)
    VectorRetriever vectors() {
      return new VectorRetriever();
    }
  }

  static class FirstTool {

    @org.springframework.beans.factory.annotation.Autowired private Second second;

    @Tool
    @Traced
    String run() {
      return String.valueOf(second != null);
    }
  }

  static class Second {

    @org.springframework.beans.factory.annotation.Autowired private FirstTool first;
  }
}
