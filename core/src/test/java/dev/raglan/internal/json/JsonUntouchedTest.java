package dev.raglan.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.type.Compiled;
import dev.raglan.model.CaptureLimits;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.Proxy;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.UrlResource;
import reactor.core.publisher.Flux;

class JsonUntouchedTest {

  private static final AtomicInteger CALLS = new AtomicInteger();

  static Stream<Arguments> untouchables() {
    Runnable lambda = () -> CALLS.incrementAndGet();
    Supplier<Integer> reference = CALLS::incrementAndGet;
    Iterable<Integer> iterable = () -> List.of(CALLS.incrementAndGet()).iterator();
    return Stream.of(
        Arguments.of(named(List.of(1).iterator())),
        Arguments.of(named(Stream.of(1))),
        Arguments.of(named(IntStream.of(1))),
        Arguments.of(named(iterable)),
        Arguments.of(named(new IterableBean())),
        Arguments.of(named(new StringReader("a"))),
        Arguments.of(named(new CompletableFuture<>())),
        Arguments.of(named(Flux.just(CALLS))),
        Arguments.of(named(new SubmissionPublisher<>())),
        Arguments.of(named(lambda)),
        Arguments.of(named(reference)),
        Arguments.of(named(Comparator.comparing(String::valueOf))),
        Arguments.of(named(Thread.currentThread())),
        Arguments.of(named(ClassLoader.getSystemClassLoader())),
        Arguments.of(named(new ReentrantLock())),
        Arguments.of(named((Executor) Runnable::run)),
        Arguments.of(named(new java.util.Random())),
        Arguments.of(named(new Object())),
        Arguments.of(named(new NoProperties())));
  }

  /** In an array, so that nothing but the renderer asks the value for its text. */
  private static Object[] named(Object value) {
    return new Object[] {value};
  }

  @ParameterizedTest
  @MethodSource("untouchables")
  void writesOnlyTheTypeOfWhatMustNotBeTouched(Object holder) {
    CALLS.set(0);
    String json = Json.of(List.of(1, holder, 2));
    assertThat(json).matches("\\[1,(\\[)?\"<[\\w.$]+>\"(])?,2]");
    assertThat(CALLS).hasValue(0);
  }

  /** Iterable once, like a query. */
  static final class IterableBean implements Iterable<Integer> {

    public int getSize() {
      return CALLS.incrementAndGet();
    }

    @Override
    public Iterator<Integer> iterator() {
      return List.of(CALLS.incrementAndGet()).iterator();
    }
  }

  /** Nothing to see. */
  static final class NoProperties {

    @Override
    public String toString() {
      return "toString" + CALLS.incrementAndGet();
    }
  }

  @Test
  void consumesNoIteratorStreamOrReader() throws Exception {
    Iterator<Integer> iterator = new ArrayList<>(List.of(1, 2)).iterator();
    Stream<Integer> stream = Stream.of(1, 2);
    InputStream bytes = new ByteArrayInputStream(new byte[] {1, 2});
    Reader reader = new StringReader("ab");

    Json.of(List.of(iterator, stream, bytes, reader));

    assertThat(iterator.next()).isEqualTo(1);
    assertThat(stream.toList()).containsExactly(1, 2);
    assertThat(bytes.read()).isEqualTo(1);
    assertThat(reader.read()).isEqualTo('a');
  }

  @Test
  void namesAProxyByItsInterfaceAndDoesNotCallIt() {
    Object proxy =
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Map.class},
            (self, method, arguments) -> {
              throw new AssertionError("called " + method);
            });
    assertThat(Json.of(proxy)).isEqualTo("\"<java.util.Map>\"");
  }

  /** What a pool looks like. */
  public static final class CountingDataSource implements DataSource {

    @Override
    public Connection getConnection() {
      CALLS.incrementAndGet();
      throw new IllegalStateException();
    }

    @Override
    public Connection getConnection(String user, String password) {
      return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
      return new PrintWriter(System.out, true);
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
      return CALLS.incrementAndGet();
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }

  /** A bean whose getters open things. */
  public static final class Repository {

    private String name;
    private DataSource dataSource;
    private Connection connection;
    private Stream<String> rows;
    private Flow.Publisher<String> changes;
    private Supplier<String> supplier;

    public String getName() {
      return "books";
    }

    public DataSource getDataSource() {
      CALLS.incrementAndGet();
      return new CountingDataSource();
    }

    public Connection getConnection() {
      CALLS.incrementAndGet();
      throw new IllegalStateException();
    }

    public Stream<String> getRows() {
      CALLS.incrementAndGet();
      return Stream.empty();
    }

    public Flow.Publisher<String> getChanges() {
      CALLS.incrementAndGet();
      throw new IllegalStateException();
    }

    public Supplier<String> getSupplier() {
      CALLS.incrementAndGet();
      throw new IllegalStateException();
    }
  }

  @Test
  void doesNotCallGettersOfTypesThatAreNotTouched() {
    CALLS.set(0);
    String json = Json.of(new Repository());
    assertThat(Json.tree(json).get("name").textValue()).isEqualTo("books");
    assertThat(Json.tree(json).get("dataSource").textValue()).isEqualTo("<javax.sql.DataSource>");
    assertThat(Json.tree(json).get("connection").textValue()).isEqualTo("<java.sql.Connection>");
    assertThat(Json.tree(json)).hasSize(6);
    assertThat(Json.of(new CountingDataSource())).contains("CountingDataSource>");
    assertThat(CALLS).hasValue(0);
  }

  /** Methods that are named like getters, and do more than to read a field. */
  public static final class Acting {

    private static final int COUNT = 1;

    private final String name = "books";

    public String getName() {
      return name;
    }

    public int getAndIncrement() {
      return CALLS.incrementAndGet();
    }

    public List<String> getAllCustomers() {
      CALLS.incrementAndGet();
      return List.of();
    }

    public int getCount() {
      return COUNT + CALLS.incrementAndGet();
    }

    public boolean isConnected() {
      return CALLS.incrementAndGet() > 0;
    }
  }

  @Test
  void callsOnlyGettersWithAFieldBehindThem() {
    CALLS.set(0);
    assertThat(Json.of(new Acting())).isEqualTo("{\"name\":\"books\"}");
    assertThat(CALLS).hasValue(0);
  }

  @Test
  void makesNoRequestForAResource() throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      UrlResource resource = new UrlResource(server.url("/secret.txt").url());
      assertThat(Json.of(List.of(resource, new ByteArrayResource(new byte[2]))))
          .isEqualTo(
              "[\"<org.springframework.core.io.UrlResource>\","
                  + "\"<org.springframework.core.io.ByteArrayResource>\"]");
      assertThat(Json.of(server.url("/").url().openConnection())).contains("Connection>");
      assertThat(server.getRequestCount()).isZero();
    }
  }

  @Test
  void looksIntoNoComponentOrCredential(@TempDir Path directory) throws Exception {
    Map<String, String> sources =
        Map.of(
            "org.springframework.stereotype.Component",
            annotation("org.springframework.stereotype", "", "Component"),
            "org.springframework.stereotype.Service",
            annotation("org.springframework.stereotype", "@Component", "Service"),
            "app.Domain",
            annotation("app", "@org.springframework.stereotype.Service", "Domain"),
            "app.Orders",
            bean("app", "@Domain public class Orders"),
            "app.Customers",
            bean("app", "@org.springframework.stereotype.Service public class Customers"),
            "com.azure.core.credential.AzureKeyCredential",
            bean("com.azure.core.credential", "public final class AzureKeyCredential"),
            "app.LoginCredentials",
            bean("app", "public class LoginCredentials"),
            "app.BearerToken",
            bean("app", "public class BearerToken"),
            "app.SimpleApiKey",
            bean("app", "public class SimpleApiKey"));
    try (URLClassLoader loader = Compiled.load(directory, sources)) {
      for (String each : sources.keySet()) {
        Class<?> type = loader.loadClass(each);
        if (!type.isAnnotation()) {
          Object value = type.getConstructor().newInstance();
          assertThat(Json.of(List.of(value))).isEqualTo("[\"<" + each + ">\"]");
        }
      }
    }
  }

  private static String annotation(String packageName, String carried, String name) {
    return "package "
        + packageName
        + "; @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) "
        + carried
        + " public @interface "
        + name
        + " {}";
  }

  private static String bean(String packageName, String head) {
    return "package "
        + packageName
        + "; "
        + head
        + " { private final String name = \"LEAK\"; public String getName() { return name; } }";
  }

  record ChangePassword(String user, String oldPassword, String newPassword) {}

  record TokenUsage(int promptTokens, int maxTokens) {}

  @Test
  void looksIntoDataThatIsOnlyNamedAfterASecret() throws Exception {
    assertThat(Json.of(new ChangePassword("ann", "LEAK", "LEAK")))
        .isEqualTo(
            "{\"user\":\"ann\",\"oldPassword\":\"__REDACTED__\","
                + "\"newPassword\":\"__REDACTED__\"}");
    assertThat(Json.of(new TokenUsage(1, 2))).isEqualTo("{\"promptTokens\":1,\"maxTokens\":2}");
    assertThat(Json.of(KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate()))
        .contains("Key")
        .startsWith("\"<");
  }

  @Test
  void readsALazyCollectionOnlyOnceItIsLoaded(@TempDir Path directory) throws Exception {
    String bag =
        """
        package app;
        public class Bag extends java.util.AbstractList<String>
            implements org.hibernate.collection.spi.PersistentCollection {
          private final boolean loaded;
          public Bag(boolean loaded) { this.loaded = loaded; }
          public boolean wasInitialized() { return loaded; }
          public int size() { if (!loaded) throw new IllegalStateException("query"); return 1; }
          public String get(int i) { return "row"; }
        }
        """;
    Map<String, String> sources =
        Map.of(
            "org.hibernate.collection.spi.PersistentCollection",
            "package org.hibernate.collection.spi;"
                + "public interface PersistentCollection { boolean wasInitialized(); }",
            "app.Bag",
            bag);
    try (URLClassLoader loader = Compiled.load(directory, sources)) {
      Class<?> type = loader.loadClass("app.Bag");
      assertThat(Json.of(type.getConstructor(boolean.class).newInstance(false)))
          .isEqualTo("\"<app.Bag>\"");
      assertThat(Json.of(type.getConstructor(boolean.class).newInstance(true)))
          .isEqualTo("[\"row\"]");
    }
  }

  @Test
  void knowsProxiesAndContainersOfFrameworksByName(@TempDir Path directory) throws Exception {
    List<String> interfaces =
        List.of(
            "org.springframework.aop.SpringProxy",
            "org.hibernate.proxy.HibernateProxy",
            "org.hibernate.engine.spi.PersistentAttributeInterceptable",
            "jakarta.servlet.ServletRequest",
            "javax.servlet.http.HttpServletResponse",
            "org.springframework.context.ApplicationContext",
            "org.springframework.beans.factory.InitializingBean");
    Map<String, String> sources = new java.util.HashMap<>();
    for (String each : interfaces) {
      int dot = each.lastIndexOf('.');
      String name = each.substring(dot + 1);
      sources.put(each, "package " + each.substring(0, dot) + "; public interface " + name + " {}");
      sources.put(
          "app." + name + "User",
          "package app; public class " + name + "User extends Base implements " + each + " {}");
    }
    sources.put(
        "app.Base",
        "package app; public class Base { public String getName() { throw new Error(); } }");
    try (URLClassLoader loader = Compiled.load(directory, sources)) {
      for (String each : interfaces) {
        String user = "app." + each.substring(each.lastIndexOf('.') + 1) + "User";
        Object value = loader.loadClass(user).getConstructor().newInstance();
        assertThat(Json.of(value)).isEqualTo("\"<" + user + ">\"");
      }
    }
  }

  @Test
  void iteratesACollectionNoFurtherThanItIsWritten() {
    AtomicInteger steps = new AtomicInteger();
    Collection<Integer> counted =
        new java.util.AbstractCollection<>() {
          @Override
          public Iterator<Integer> iterator() {
            Iterator<Integer> all = Collections.nCopies(1_000_000, 1).iterator();
            return new Iterator<>() {
              @Override
              public boolean hasNext() {
                return all.hasNext();
              }

              @Override
              public Integer next() {
                steps.incrementAndGet();
                return all.next();
              }
            };
          }

          @Override
          public int size() {
            return 1_000_000;
          }
        };
    String json = Json.of(counted, new CaptureLimits(16_384, 5, 12));
    assertThat(json).isEqualTo("[1,1,1,1,1,\"…(+999995 more)\"]");
    assertThat(steps).hasValue(5);
  }
}
