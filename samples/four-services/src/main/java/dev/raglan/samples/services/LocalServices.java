package dev.raglan.samples.services;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Servers on this machine in place of the services for which no key is set. */
final class LocalServices implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private final List<LocalServer> servers = new ArrayList<>();

  /** Starts the servers, and tells the properties where each service is. */
  @Override
  public void initialize(ConfigurableApplicationContext context) {
    boolean localOnly = context.getEnvironment().getProperty("sample.local", Boolean.class, false);
    Map<String, Object> addresses = new HashMap<>();
    for (Service service : Service.values()) {
      String key = context.getEnvironment().getProperty(service.variable(), "");
      boolean local = localOnly || key.isBlank();
      addresses.put("sample.services." + service.id(), local ? start(service) : service.url(key));
    }
    context
        .getEnvironment()
        .getPropertySources()
        .addLast(new MapPropertySource("services", addresses));
    context.getBeanFactory().registerSingleton("localServices", this);
    // Destroyed after all beans that follow, so that their last spans arrive.
    ((DefaultSingletonBeanRegistry) context.getBeanFactory())
        .registerDisposableBean("localServices", () -> servers.forEach(LocalServer::stop));
  }

  private String start(Service service) {
    LocalServer server = LocalServer.start(service);
    servers.add(server);
    return server.url();
  }

  /** Returns the servers that run, in the order of {@link Service}. */
  List<LocalServer> running() {
    return List.copyOf(servers);
  }
}
