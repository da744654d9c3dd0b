package dev.raglan.benchmarks;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;



/** One start of an application. */
public final class StartUpRun {

  private StartUpRun() {}

  /**
   * Starts an application and prints its name and what the refresh of its context took: how long it
   * was, and how long its thread had a core, in milliseconds.
   *
   * @param args the application's name, and where the classes of its beans are
   */
  public static void main(String[] args) throws IOException {
    StartUpApp app = StartUpApp.valueOf(args[0]);
    System.out.println(of(app, Path.of(args[1])).line(app));
  }

  /** Starts an application; says what the refresh took. */
  static StartUpContext.Taken of(StartUpApp app, Path beans) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader usual = thread.getContextClassLoader();
    try (URLClassLoader loader = StartUpBeans.loader(beans)) {
      thread.setContextClassLoader(loader);
      return start(app, StartUpBeans.load(loader), loader);
    } finally {
      thread.setContextClassLoader(usual);
    }
  }

  private static StartUpContext.Taken start(
      StartUpApp app, List<Class<?>> beans, ClassLoader loader) {
    SpringApplication application =
        new SpringApplication(new DefaultResourceLoader(loader), StartUpConfiguration.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setRegisterShutdownHook(false);
    application.setApplicationContextFactory(type -> new StartUpContext());
    application.addInitializers(
        context -> register(app, beans, (GenericApplicationContext) context));
    try (StartUpContext context = (StartUpContext) application.run(app.arguments())) {
      check(app, beans, context);
      return context.taken();
    }
  }

  private static void register(
      StartUpApp app, List<Class<?>> beans, GenericApplicationContext context) {
    beans.forEach(bean -> context.registerBean(bean));
    if (app.isAdvised()) {
      context.registerBean("advisor", Advisor.class, StartUpAdvisor::create);
    }
  }

  private static void check(StartUpApp app, List<Class<?>> beans, StartUpContext context) {
    long proxied = beans.stream().map(context::getBean).filter(AopUtils::isAopProxy).count();
    long expected = app.isTraced() || app.isAdvised() ? StartUpBeans.TRACED : 0;
    if (proxied != expected) {
      throw new IllegalStateException(proxied + " beans are proxied and not " + expected);
    }
  }
}
