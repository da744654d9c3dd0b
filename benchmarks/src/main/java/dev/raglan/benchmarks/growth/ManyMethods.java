package dev.raglan.benchmarks.growth;

import dev.raglan.annotation.Traced;
import dev.raglan.benchmarks.Nowhere;
import dev.raglan.spring.RaglanAutoConfiguration;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.FixedValue;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/** An application with one bean, not created yet, of a class with many traced methods. */
@State(Scope.Benchmark)
public class ManyMethods {

  /** The number of methods; a proxy of CGLIB has room for some 1,500. */
  @Param({"125", "250", "500", "1000"})
  public int size;

  @SuppressWarnings("NullAway.Init")
  private DynamicType.Unloaded<Object> type;

  @SuppressWarnings("NullAway.Init")
  private Class<?> loaded;

  @SuppressWarnings("NullAway.Init")
  private GenericApplicationContext context;

  /** The starter and a target. */
  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({AopAutoConfiguration.class, RaglanAutoConfiguration.class})
  static class Application {

    @Bean
    static Nowhere nowhere() {
      return new Nowhere();
    }
  }

  /** Makes the class. */
  @Setup
  public void makeClass() {
    AnnotationDescription traced =
        AnnotationDescription.Builder.ofType(Traced.class).define("value", "work").build();
    DynamicType.Builder<Object> builder =
        new ByteBuddy().subclass(Object.class).name("com.acme.app.ManyMethods");
    for (int i = 0; i < size; i++) {
      builder =
          builder
              .defineMethod("method" + i, String.class, Visibility.PUBLIC)
              .withParameters(String.class)
              .intercept(FixedValue.value("result"))
              .annotateMethod(traced);
    }
    type = builder.make();
  }

  /** Starts the application with the class in a new loader, so that nobody knows it yet. */
  @Setup(Level.Invocation)
  public void start() {
    loaded =
        type.load(ManyMethods.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
            .getLoaded();
    Thread.currentThread().setContextClassLoader(loaded.getClassLoader());
    context =
        (GenericApplicationContext)
            new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties("raglan.otel-mode=standalone", "spring.main.banner-mode=off")
                .initializers(started -> register((GenericApplicationContext) started))
                .run();
  }

  private void register(GenericApplicationContext started) {
    started.registerBean("bean", loaded, definition -> definition.setLazyInit(true));
  }

  Object create() {
    return context.getBean("bean");
  }

  /** Stops the application, if the bean was proxied. */
  @TearDown(Level.Invocation)
  public void stop() {
    if (!AopUtils.isAopProxy(context.getBean("bean"))) {
      throw new IllegalStateException("The bean was not proxied");
    }
    context.close();
    Thread.currentThread().setContextClassLoader(ManyMethods.class.getClassLoader());
  }
}
