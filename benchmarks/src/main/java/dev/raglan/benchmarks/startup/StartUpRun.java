package dev.raglan.benchmarks.startup;

import dev.raglan.annotation.Traced;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

/** Starts applications in this virtual machine. */
public final class StartUpRun {

  private static final int WARM_UPS = 15;
  private static final int ROUNDS = 25;

  private StartUpRun() {}

  /** The configuration of the application: auto-configuration alone. */
  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Configuration {}

  /**
   * The time that a refresh took.
   *
   * @param wall how long it was, in milliseconds
   * @param core how long its thread had a core, in milliseconds; others on the machine matter less
   */
  record Taken(double wall, double core) {

    /** Returns a line that carries the times to another virtual machine. */
    String line(StartUpApp app) {
      return app + " " + wall + " " + core;
    }

    /** Returns the times of such a line. */
    static Taken of(String line) {
      String[] words = line.split(" ", -1);
      return new Taken(Double.parseDouble(words[1]), Double.parseDouble(words[2]));
    }

    /** Returns the application of such a line. */
    static StartUpApp app(String line) {
      return StartUpApp.valueOf(line.substring(0, line.indexOf(' ')));
    }
  }

  /** A context that times its refresh. */
  private static final class TimedContext extends AnnotationConfigApplicationContext {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Taken taken = new Taken(0, 0);

    @Override
    public void refresh() {
      long core = THREADS.getCurrentThreadCpuTime();
      long wall = System.nanoTime();
      super.refresh();
      long wallNanos = System.nanoTime() - wall;
      taken = new Taken(wallNanos / 1e6, (THREADS.getCurrentThreadCpuTime() - core) / 1e6);
    }
  }

  /**
   * Starts an application, or all of them in turn, and prints a line for each start.
   *
   * @param args the application's name, or {@code warm} for all, and where the classes of the beans
   *     are
   */
  public static void main(String[] args) throws IOException {
    Path beans = Path.of(args[1]);
    if (args[0].equals("warm")) {
      warm(beans);
    } else {
      StartUpApp app = StartUpApp.valueOf(args[0]);
      System.out.println(of(app, beans).line(app));
    }
  }

  private static void warm(Path beans) throws IOException {
    for (int i = 0; i < WARM_UPS + ROUNDS; i++) {
      for (StartUpApp app : StartUpApp.values()) {
        System.gc();
        Taken taken = of(app, beans);
        if (i >= WARM_UPS) {
          System.out.println(taken.line(app));
        }
      }
    }
  }

  private static Taken of(StartUpApp app, Path beans) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader usual = thread.getContextClassLoader();
    try (URLClassLoader loader = StartUpBeans.loader(beans)) {
      thread.setContextClassLoader(loader);
      return start(app, StartUpBeans.load(loader), loader);
    } finally {
      thread.setContextClassLoader(usual);
    }
  }

  private static Taken start(StartUpApp app, List<Class<?>> beans, ClassLoader loader) {
    SpringApplication application =
        new SpringApplication(new DefaultResourceLoader(loader), Configuration.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setRegisterShutdownHook(false);
    application.setApplicationContextFactory(type -> new TimedContext());
    application.addInitializers(
        context -> register(app, beans, (GenericApplicationContext) context));
    try (TimedContext context = (TimedContext) application.run(app.arguments())) {
      check(app, beans, context);
      return context.taken;
    }
  }

  private static void register(
      StartUpApp app, List<Class<?>> beans, GenericApplicationContext context) {
    beans.forEach(bean -> context.registerBean(bean));
    if (app.isAdvised()) {
      context.registerBean("advisor", Advisor.class, StartUpRun::doingNothing);
    }
  }

  /** An advisor that does nothing: the cost of proxies, whoever wants them. */
  private static Advisor doingNothing() {
    MethodInterceptor nothing = MethodInvocation::proceed;
    return new DefaultPointcutAdvisor(
        AnnotationMatchingPointcut.forMethodAnnotation(Traced.class), nothing);
  }

  private static void check(StartUpApp app, List<Class<?>> beans, TimedContext context) {
    long proxied = beans.stream().map(context::getBean).filter(AopUtils::isAopProxy).count();
    long expected = app.isTraced() || app.isAdvised() ? StartUpBeans.TRACED : 0;
    if (proxied != expected) {
      throw new IllegalStateException(proxied + " beans are proxied and not " + expected);
    }
  }
}
