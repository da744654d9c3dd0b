package dev.raglan.spring.internal.config;

import dev.raglan.Raglan;
import dev.raglan.internal.invoke.AnnotationReader;
import dev.raglan.internal.invoke.InvocationTracer;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spring.properties.OtelMode;
import dev.raglan.spring.properties.RaglanProperties;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.NativeDetector;
import org.springframework.core.env.AbstractEnvironment;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Preparation of Raglan's classes beside the start of the application: while Spring makes beans, a
 * thread loads and links what tracing is made of, as Spring Boot does for its own libraries. It
 * builds a tracing out of nothing but defaults and closes it again: no property of the
 * application's, no bean, no variable. A failure there is told by the real one. Once in a virtual
 * machine, and on more than one processor alone: there is nothing to gain on one.
 */
public final class ClassPreparation implements ImportBeanDefinitionRegistrar {

  /** Spring Boot's own property for an application that wants no such thread. */
  static final String IGNORED = "spring.backgroundpreinitializer.ignore";

  static final String THREAD = "raglan-class-preparation";

  /** Mode that has nothing to do with an OpenTelemetry that the application registers. */
  private static final String STANDALONE = OpenTelemetryBeans.name(OtelMode.STANDALONE);

  private static final String AHEAD_OF_TIME = "spring.aot.processing";
  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private final Environment environment;
  private final @Nullable ClassLoader loader;

  /** Creates a registrar with what Spring hands to one. */
  public ClassPreparation(Environment environment, @Nullable ClassLoader loader) {
    this.environment = environment;
    this.loader = loader;
  }

  /** Registers nothing: it begins once it is known that the application is traced. */
  @Override
  public void registerBeanDefinitions(
      AnnotationMetadata importing, BeanDefinitionRegistry registry) {
    int processors = Runtime.getRuntime().availableProcessors();
    if (isUseful(environment, processors) && BEGUN.compareAndSet(false, true)) {
      Safe.run("preparing classes", () -> thread(loader).start());
    }
  }

  /** Returns true if the start is shorter with the thread, and the application does not mind. */
  static boolean isUseful(Environment environment, int processors) {
    return processors > 1
        && !NativeDetector.inNativeImage()
        && !Boolean.getBoolean(AHEAD_OF_TIME)
        && !environment.getProperty(IGNORED, Boolean.class, false);
  }

  /** Returns a thread that prepares; it neither keeps the virtual machine alive nor what it saw. */
  static Thread thread(@Nullable ClassLoader loader) {
    Runnable work = () -> Safe.orNull(ClassPreparation::prepared);
    Thread thread = new Thread(null, work, THREAD, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    return thread;
  }

  private static boolean prepared() {
    prepare();
    return true;
  }

  /** Takes the way that the start of the application takes next. */
  static void prepare() {
    ConfigurableEnvironment nothing = new Nothing();
    ConfigurationPropertySources.attach(nothing);
    RaglanProperties defaults =
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of(OpenTelemetryBeans.MODE_PROPERTY, STANDALONE)))
            .bindOrCreate("raglan", RaglanProperties.class);
    try (Raglan raglan =
        new RaglanSource(defaults, nothing, new DefaultListableBeanFactory()).build()) {
      InvocationTracer.of(raglan, AnnotationReader.DECLARED);
    }
  }

  /** Environment without any property or variable. */
  private static final class Nothing extends AbstractEnvironment {}
}
