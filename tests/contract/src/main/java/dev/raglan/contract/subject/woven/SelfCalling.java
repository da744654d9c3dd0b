package dev.raglan.contract.subject.woven;

import dev.raglan.annotation.Traced;
import java.util.function.Supplier;

/** A final class whose methods call each other. */
public final class SelfCalling {

  @Traced("answer")
  public String answer(String question) {
    return compose(question, retrieve(question));
  }

  @Traced("retrieve")
  private String retrieve(String question) {
    return "context of " + normalized(question);
  }

  @Traced("normalized")
  private static String normalized(String question) {
    return question.strip();
  }

  @Traced("compose")
  String compose(String question, String context) {
    return question + " " + context;
  }

  @Traced("countdown")
  private int countdown(int n) {
    return n == 0 ? 0 : countdown(n - 1);
  }

  /** Not annotated, calls what is. */
  public int count(int n) {
    return countdown(n);
  }

  @Traced("factory")
  public static SelfCalling create() {
    return new SelfCalling();
  }

  @Traced("locked")
  public synchronized boolean locked() {
    return Thread.holdsLock(this);
  }

  @Traced("lambda")
  public Supplier<String> lambda() {
    return () -> normalized(" in a lambda ");
  }

  @Traced("anonymous")
  public Supplier<String> anonymous() {
    return new Supplier<>() {
      @Override
      @Traced("within")
      public String get() {
        return "anonymous";
      }
    };
  }

  @Traced("cleaning")
  @SuppressWarnings("Finally")
  public String cleaning(StringBuilder log) {
    try {
      throw new IllegalStateException("boom");
    } catch (IllegalStateException expected) {
      return "caught";
    } finally {
      log.append("cleaned");
    }
  }

  /** An interface within a class. */
  public interface Greeting {
    @Traced("a default method")
    default String greet() {
      return "hello";
    }

    @Traced("a static method")
    static Greeting polite() {
      return new Greeting() {};
    }
  }
}
