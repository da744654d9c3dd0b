package dev.raglan.spring.restart;

import static org.awaitility.Awaitility.await;

import dev.raglan.Raglan;
import dev.raglan.spring.RecordedSpans;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * Program that starts an application several times with its classes loaded anew, as Spring Boot's
 * developer tools do; the libraries stay. Prints what each recorded, and which is still there.
 */
final class RestartProgram {

  private RestartProgram() {}

  /** Loads the classes of the application itself, and all others from outside. */
  private static final class RestartLoader extends ClassLoader {

    private RestartLoader() {
      super(RestartProgram.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(Reloaded.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (file == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = file.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException failed) {
        throw new ClassNotFoundException(name, failed);
      }
    }
  }

  public static void main(String[] args) throws Exception {
    // Threads of the JDK's own keep the class loader of who started them first.
    lived();
    WeakReference<ClassLoader> second = lived();
    WeakReference<ClassLoader> third = lived();
    try {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                System.gc();
                return second.get() == null && third.get() == null;
              });
      System.out.println("both are collected");
    } catch (ConditionTimeoutException kept) {
      System.out.println("kept " + second.get() + " " + third.get());
    }
    System.exit(0);
  }

  /** Starts the application, has it work, stops it, and returns its class loader. */
  private static WeakReference<ClassLoader> lived() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    ClassLoader loader = new RestartLoader();
    thread.setContextClassLoader(loader);
    try (ConfigurableApplicationContext context = started(loader)) {
      Supplier<?> application = (Supplier<?>) context.getBean("reloaded");
      System.out.println(
          (application instanceof Reloaded)
              + " "
              + application.get()
              + " "
              + new TreeSet<>(RecordedSpans.namesOf(context))
              + " "
              + (Raglan.global() == context.getBean(Raglan.class)));
    } finally {
      thread.setContextClassLoader(before);
    }
    return new WeakReference<>(loader);
  }

  private static ConfigurableApplicationContext started(ClassLoader loader)
      throws ClassNotFoundException {
    return new SpringApplicationBuilder(
            new DefaultResourceLoader(loader), loader.loadClass(Reloaded.class.getName()))
        .web(WebApplicationType.NONE)
        .properties("spring.main.banner-mode=off", "logging.level.root=warn")
        .run();
  }
}
