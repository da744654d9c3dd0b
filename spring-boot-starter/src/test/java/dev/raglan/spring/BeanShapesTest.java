package dev.raglan.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.raglan.annotation.Traced;
import dev.raglan.spring.engine.Counted;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Lookup;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Table of bean shapes and of the ways in which an application uses a bean: what it observes is the
 * same with Raglan and without.
 */
class BeanShapesTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(AopAutoConfiguration.class, RaglanAutoConfiguration.class))
          .withBean(RecordedSpans.class);

  static Stream<Arguments> shapes() {
    return Stream.of(
        shape(Plain.class, true),
        shape(WithInterface.class, true),
        shape(Inheriting.class, true),
        shape(PrivateState.class, true),
        shape(ConstructorInjected.class, true),
        shape(FieldInjected.class, true),
        shape(SelfCalling.class, true),
        shape(ProtectedMethods.class, true),
        shape(Equal.class, true),
        shape(Listening.class, true),
        shape(ToolBean.class, true),
        shape(LangChain4jToolBean.class, true),
        shape(EqualTool.class, true),
        shape(Looking.class, true),
        shape(PrivateHandler.class, false),
        shape(PackagePrivateElsewhere.class, false),
        shape(PrivateListener.class, false),
        shape(FinalMethod.class, false),
        shape(InheritedFinalMethod.class, false),
        shape(VisibleField.class, false),
        shape(ProtectedField.class, false),
        shape(ToolWithField.class, false),
        shape(FinalClass.class, false),
        shape(RecordBean.class, false));
  }

  private static Arguments shape(Class<? extends Shape> type, boolean traced) {
    return Arguments.of(type.getSimpleName(), type, traced);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void behavesTheSameWithRaglanAndWithout(String name, Class<Shape> type, boolean traced) {
    assertThat(observed(type, "raglan.enabled=true"))
        .isEqualTo(observed(type, "raglan.enabled=false"));
  }

  /** All of them have an interface, which would hide their class behind a proxy of the JDK's. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void behavesTheSameWhereProxiesHaveInterfaces(String name, Class<Shape> type, boolean traced) {
    assumeFalse(Modifier.isFinal(type.getModifiers()), "injected by its interface alone");
    String byInterface = "spring.aop.proxy-target-class=false";
    assertThat(observed(type, byInterface, "raglan.enabled=true"))
        .isEqualTo(observed(type, byInterface, "raglan.enabled=false"));
    runner
        .withPropertyValues(byInterface)
        .withBean("shape", type)
        .withBean(Collaborator.class)
        .run(
            context -> {
              context.getBean(type).call("x");
              assertThat(RecordedSpans.of(context)).hasSize(traced ? 1 : 0);
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void isTracedUnlessAProxyWouldChangeIt(String name, Class<Shape> type, boolean traced) {
    runner
        .withBean("shape", type)
        .withBean(Collaborator.class)
        .run(
            context -> {
              ((Shape) context.getBean("shape")).call("x");
              assertThat(RecordedSpans.of(context)).hasSize(traced ? 1 : 0);
            });
  }

  private TreeMap<String, Object> observed(Class<Shape> type, String... properties) {
    TreeMap<String, Object> seen = new TreeMap<>();
    runner
        .withPropertyValues(properties)
        .withBean("shape", type)
        .withBean(Collaborator.class)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              seen.putAll(observed(context, type));
            });
    return seen;
  }

  private static TreeMap<String, Object> observed(ApplicationContext context, Class<Shape> type) {
    TreeMap<String, Object> seen = new TreeMap<>();
    Shape bean = (Shape) context.getBean("shape");
    seen.put("called", List.of(bean.call("x"), bean.call("y")));
    seen.put("called by class", context.getBean(type).call("z"));
    seen.put("injected by class", context.getBeanProvider(type).getIfUnique() == bean);
    seen.put("injected by interface", context.getBeanProvider(Shape.class).getIfUnique() == bean);
    seen.put("equal to itself", bean.equals(bean) && bean.hashCode() == bean.hashCode());
    context.publishEvent("news");
    handle(bean, type);
    seen.put("state", bean.state());
    seen.put("counted", bean instanceof Counted counted ? Counted.of(counted) : 0);
    seen.put("looked up", bean instanceof Looking looking ? looking.collaborator().help() : "");
    seen.put("fields", fields(bean, type));
    seen.put("final methods", finals(bean, type));
    seen.put("annotations", annotations(AopUtils.getTargetClass(bean)));
    seen.put("annotations of its own class", raw(bean));
    seen.put("tools", tools(bean));
    return seen;
  }

  /** As an event bus does. */
  private static void handle(Object bean, Class<?> type) {
    ReflectionUtils.doWithMethods(
        type,
        method -> {
          method.setAccessible(true);
          ReflectionUtils.invokeMethod(method, bean, "event");
        },
        method -> method.isAnnotationPresent(Handles.class));
  }

  /** The values that code beside the bean can read. */
  private static List<Object> fields(Object bean, Class<?> type) {
    List<Object> values = new ArrayList<>();
    ReflectionUtils.doWithFields(
        type,
        field -> {
          field.setAccessible(true);
          values.add(field.getName() + "=" + field.get(bean));
        },
        field -> (field.getModifiers() & 0xa) == 0 && !field.isSynthetic());
    return values;
  }

  private static List<Object> finals(Object bean, Class<?> type) {
    List<Object> values = new ArrayList<>();
    ReflectionUtils.doWithMethods(
        type,
        method -> {
          method.setAccessible(true);
          values.add(ReflectionUtils.invokeMethod(method, bean));
        },
        method ->
            (method.getModifiers() & 0x1a) == 0x10
                && method.getDeclaringClass() != Object.class
                && !type.isRecord()
                && method.getParameterCount() == 0);
    return values;
  }

  private static Set<String> annotations(Class<?> seen) {
    Set<String> found = new TreeSet<>();
    for (Method method : ReflectionUtils.getUniqueDeclaredMethods(seen)) {
      if (AnnotatedElementUtils.hasAnnotation(method, Marked.class)) {
        found.add(method.getName());
      }
    }
    return found;
  }

  /** As code looks that knows nothing of proxies, for annotations that are not Spring's. */
  private static Set<String> raw(Object bean) {
    Set<String> found = new TreeSet<>();
    for (Method method : bean.getClass().getMethods()) {
      for (Annotation each : method.getAnnotations()) {
        if (method.getDeclaringClass() != Object.class && !isSprings(each)) {
          found.add(method.getName() + " @" + each.annotationType().getSimpleName());
        }
      }
    }
    for (Annotation each : bean.getClass().getAnnotations()) {
      found.add("@" + each.annotationType().getSimpleName());
    }
    return found;
  }

  private static boolean isSprings(Annotation annotation) {
    String name = annotation.annotationType().getName();
    return name.startsWith("org.springframework.") && !name.startsWith("org.springframework.ai.")
        || name.startsWith("dev.raglan.annotation.");
  }

  /** As libraries of tools look at the object that they are given. */
  private static List<String> tools(Object bean) {
    List<String> found = new ArrayList<>();
    for (Method method : bean.getClass().getDeclaredMethods()) {
      for (Annotation each : method.getAnnotations()) {
        if (each.annotationType().getSimpleName().equals("Tool")) {
          found.add(method.getName() + method.getParameters()[0].getName());
        }
      }
    }
    if (bean instanceof ToolBean) {
      found.add(ToolCallbacks.from(bean)[0].call("{\"text\":\"t\"}"));
    }
    return found;
  }

  @Test
  void theTableHasShapesOfBothKinds() {
    assertThat(shapes()).extracting(each -> each.get()[2]).contains(true, false);
  }

  @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
  @interface Marked {}

  @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
  @interface Handles {}

  static class Collaborator {
    String help() {
      return "help";
    }
  }

  interface Shape {
    String call(String text);

    default String state() {
      return "";
    }
  }

  static class Plain implements Shape {
    @Override
    @Marked
    @Traced
    public String call(String text) {
      return text;
    }
  }

  interface Answers extends Shape {
    @Marked
    @Traced
    @Override
    String call(String text);
  }

  static class WithInterface implements Answers {
    @Override
    @Marked
    public String call(String text) {
      return "answer " + text;
    }
  }

  @Marked
  static class Inheriting extends Plain {
    @Override
    public String call(String text) {
      return "more " + super.call(text);
    }
  }

  static class PrivateState extends Plain {

    private final List<String> called = new ArrayList<>();

    @Override
    public String call(String text) {
      called.add(text);
      return super.call(text);
    }

    @Override
    public String state() {
      return called.toString();
    }
  }

  static class ConstructorInjected extends Plain {

    private final Collaborator collaborator;

    @Autowired
    ConstructorInjected(Collaborator collaborator) {
      this.collaborator = collaborator;
    }

    @Override
    public String call(String text) {
      return collaborator.help() + text;
    }
  }

  static class FieldInjected extends Plain {

    @Autowired private Collaborator collaborator;

    @Override
    public String call(String text) {
      return collaborator.help() + text;
    }
  }

  static class SelfCalling extends Plain {

    @Override
    public String call(String text) {
      return other() + super.call(text);
    }

    public String other() {
      return "other ";
    }
  }

  static class ProtectedMethods extends Plain {

    private final String value = String.valueOf("value");

    @Override
    public String state() {
      return hidden() + shown();
    }

    protected String shown() {
      return value;
    }

    private String hidden() {
      return value;
    }
  }

  static class Equal extends Plain {

    private final String key = String.valueOf("key");

    @Override
    public boolean equals(Object other) {
      return other instanceof Equal equal && equal.key().equals(key);
    }

    @Override
    public int hashCode() {
      return key.hashCode();
    }

    String key() {
      return key;
    }
  }

  static class Listening extends PrivateState {

    @EventListener
    public void on(String event) {
      super.call(event);
    }
  }

  static class ToolBean extends PrivateState {

    @Override
    @Tool
    @Marked
    @Traced
    public String call(String text) {
      return super.call(text);
    }
  }

  static class LangChain4jToolBean extends PrivateState {

    @Override
    @dev.langchain4j.agent.tool.Tool
    @Marked
    @Traced
    public String call(String text) {
      return super.call(text);
    }
  }

  static class EqualTool extends Equal {

    @Override
    @dev.langchain4j.agent.tool.Tool
    @Traced
    public String call(String text) {
      return super.call(text);
    }
  }

  abstract static class Looking extends Plain {

    @Lookup
    abstract Collaborator collaborator();

    @Override
    @Marked
    public String call(String text) {
      return collaborator().help() + super.call(text);
    }
  }

  static class PrivateHandler extends PrivateState {

    @Handles
    private void on(String event) {
      super.call(event);
    }
  }

  static class PackagePrivateElsewhere extends Counted implements Shape {

    @Override
    @Traced
    public String call(String text) {
      return text;
    }
  }

  static class PrivateListener extends PrivateState {

    @EventListener
    private void on(String event) {
      super.call(event);
    }
  }

  static class FinalMethod extends PrivateState {

    private final String value = String.valueOf("value");

    public final String value() {
      return value.trim();
    }
  }

  static class InheritedFinalMethod extends FinalMethod {}

  static class VisibleField extends Plain {
    final String value = String.valueOf("value");
  }

  static class ProtectedField extends Plain {
    protected String value = String.valueOf("value");
  }

  static class ToolWithField extends ToolBean {
    String value = String.valueOf("value");

    @Override
    @Tool
    @Traced
    public String call(String text) {
      return super.call(text);
    }
  }

  static final class FinalClass extends Plain {}

  record RecordBean() implements Shape {
    @Override
    @Traced
    public String call(String text) {
      return text;
    }
  }
}
