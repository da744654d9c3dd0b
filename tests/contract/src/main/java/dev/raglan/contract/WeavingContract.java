package dev.raglan.contract;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.raglan.Raglan;
import dev.raglan.contract.subject.PlainRanker;
import dev.raglan.contract.subject.PlainRetriever;
import dev.raglan.contract.subject.woven.Grade;
import dev.raglan.contract.subject.woven.Measured;
import dev.raglan.contract.subject.woven.Passage;
import dev.raglan.contract.subject.woven.SelfCalling;
import dev.raglan.contract.subject.woven.Shape;
import dev.raglan.contract.subject.woven.Stage;
import dev.raglan.contract.subject.woven.UnseenRetriever;
import dev.raglan.contract.weaver.RecordedTracing;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * The contract of AspectJ besides {@link TracingContract}: it sees calls that no proxy does. A
 * subclass needs nothing but to be run with woven subjects.
 */
public abstract class WeavingContract {

  private RecordedTracing tracing;

  @BeforeEach
  void openTracing() {
    tracing = RecordedTracing.open();
  }

  @AfterEach
  void leavesTheThreadClean() {
    tracing.close();
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void tracesPrivateAndStaticMethodsThatAClassCallsOnItself() {
    assertThat(new SelfCalling().answer(" What? ")).isEqualTo(" What?  context of What?");

    assertThat(tracing.names()).containsExactly("normalized", "retrieve", "compose", "answer");
    assertThat(tracing.span("normalized")).hasParent(tracing.span("retrieve"));
    assertThat(tracing.span("retrieve")).hasParent(tracing.span("answer"));
    assertThat(tracing.span("compose")).hasParent(tracing.span("answer"));
  }

  @Test
  void callsBelowASpanGoToItsTracingAndNotToTheGlobalOne() {
    try (RecordedTracing global = RecordedTracing.open(it -> it.tags("global"))) {
      tracing.raglan().trace("trace", () -> new SelfCalling().answer("What?"));

      assertThat(global.names()).isEmpty();
    }
    assertThat(tracing.span("answer")).hasParent(tracing.span("trace"));
  }

  @Test
  void callsGoToTheTracingThatIsMadeCurrent() {
    try (RecordedTracing global = RecordedTracing.open()) {
      try (Scope scope = tracing.raglan().makeCurrent()) {
        SelfCalling.create();
      }
      assertThat(global.names()).isEmpty();
      new SelfCalling().count(0);
      assertThat(global.names()).containsExactly("countdown");
    }
    assertThat(tracing.names()).containsExactly("factory");
  }

  @Test
  void callsGoToTheTracingOfTheirContextWithoutAGlobalOne() {
    Raglan.setGlobal(null);
    SelfCalling.create();
    tracing.raglan().span("span", () -> new SelfCalling().count(0));

    assertThat(tracing.names()).containsExactly("countdown", "span");
  }

  @Test
  void tracesAMethodThatIsNotPublic() {
    new SelfCalling().answer("What?");

    assertThat(ContractGroup.input(tracing.span("compose")))
        .isEqualTo("{\"question\":\"What?\",\"context\":\"context of What?\"}");
  }

  @Test
  void nestsRecursiveCallsOnThis() {
    new SelfCalling().count(3);

    assertThat(tracing.spans()).hasSize(4);
    for (int i = 0; i < 3; i++) {
      assertThat(tracing.spans().get(i)).hasParent(tracing.spans().get(i + 1));
    }
  }

  @Test
  void tracesAStaticFactory() {
    assertThat(SelfCalling.create()).isNotNull();

    assertThat(tracing.span())
        .hasName("factory")
        .hasAttribute(RaglanAttributes.CODE_FUNCTION, SelfCalling.class.getName() + ".create");
  }

  @Test
  void keepsTheLockOfASynchronizedMethod() {
    assertThat(new SelfCalling().locked()).isTrue();

    assertThat(tracing.span()).hasName("locked");
  }

  @Test
  void tracesWhatALambdaCallsAndNotTheLambda() {
    assertThat(new SelfCalling().lambda().get()).isEqualTo("in a lambda");

    assertThat(tracing.names()).containsExactly("lambda", "normalized");
  }

  @Test
  void tracesAMethodOfAnAnonymousClass() {
    assertThat(new SelfCalling().anonymous().get()).isEqualTo("anonymous");

    assertThat(tracing.names()).containsExactly("anonymous", "within");
  }

  @Test
  void keepsWhatAMethodDoesFinally() {
    StringBuilder log = new StringBuilder();

    assertThat(new SelfCalling().cleaning(log)).isEqualTo("caught");

    assertThat(log).hasToString("cleaned");
    assertThat(tracing.span()).hasName("cleaning").hasTotalRecordedEvents(0);
  }

  @Test
  void tracesTheMethodsOfARecord() {
    Passage passage = Passage.of("A raglan is a sleeve.");

    assertThat(passage.score("sleeve")).isEqualTo(1);

    assertThat(tracing.names()).containsExactly("passage of", "score");
    assertThat(ContractGroup.output(tracing.span("passage of")))
        .isEqualTo("{\"text\":\"A raglan is a sleeve.\",\"author\":\"***\"}");
  }

  @Test
  void tracesARecordWhoseTypeIsAnnotatedButForTheMethodsOfObject() {
    Measured measured = new Measured(1.5);

    assertThat(measured.doubled()).isEqualTo(3);
    assertThat(measured).isEqualTo(new Measured(1.5)).hasSameHashCodeAs(new Measured(1.5));
    assertThat(measured.toString()).isEqualTo("Measured[value=1.5]");

    assertThat(tracing.names()).containsExactly("Measured.doubled");
  }

  @Test
  void tracesTheMethodsOfAnEnumAndOfItsConstants() {
    assertThat(Stage.of(Stage.FIRST)).isEqualTo("the first");
    assertThat(Stage.of(Stage.LAST)).isEqualTo("a stage");

    assertThat(tracing.names()).containsExactly("overridden by a constant", "describe");
  }

  @Test
  void tracesAnEnumWhoseTypeIsAnnotatedButForWhatTheCompilerMakes() {
    assertThat(Grade.of(3)).isEqualTo(Grade.HIGH);
    assertThat(Grade.valueOf("LOW")).isEqualTo(Grade.values()[1]);

    assertThat(tracing.names()).containsExactly("Grade.of");
  }

  @Test
  void tracesASealedHierarchy() {
    assertThat(new Shape.Square(3).area()).isEqualTo(9);

    assertThat(tracing.span()).hasName("square");
  }

  @Test
  void makesACallOfTheOverriddenMethodAChild() {
    assertThat(new Shape.Doubled().area()).isEqualTo(2);

    assertThat(tracing.names()).containsExactly("other", "doubled");
    assertThat(tracing.span("other")).hasParent(tracing.span("doubled"));
  }

  @Test
  void leavesDefaultMethodsOfInterfacesWorkingThoughNotTraced() {
    assertThat(new Shape.Square(3).describe()).isEqualTo("of area 9.0");
    assertThat(SelfCalling.Greeting.polite().greet()).isEqualTo("hello");

    assertThat(tracing.names()).containsExactly("square");
  }

  @Test
  void countsTheAnnotationOfAnInterfaceForTheMethodsThatImplementIt() {
    PlainRanker ranker = new PlainRanker();

    assertThat(ranker.rank(List.of("b", "a"))).containsExactly("a", "b");
    assertThat(ranker.name()).isEqualTo("plain");

    assertThat(tracing.span())
        .hasName("PlainRanker.rank")
        .hasAttribute(OpenInference.TAGS, List.of("ranking"));
  }

  @Test
  void doesNotSeeTheAnnotationsOfInterfaceMethods() {
    PlainRetriever retriever = new PlainRetriever();

    retriever.retrieve("raglan", "a-key");
    retriever.overridden();

    assertThat(tracing.names()).containsExactly("of the class");
  }

  @Test
  void reportsOnceTheAnnotationsThatItDoesNotSee() {
    Logger logger = (Logger) LoggerFactory.getLogger("dev.raglan.aspectj.TracingAspect");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);

    new UnseenRetriever().overridden();
    new UnseenRetriever().overridden();

    logger.detachAppender(log);
    assertThat(log.list).hasSize(1);
    assertThat(log.list.get(0).getFormattedMessage())
        .contains("[retrieve] of " + UnseenRetriever.class.getName())
        .contains("Annotate the methods of the class itself");
  }

  @Test
  void passesStraightThroughWithoutGlobalTracing() {
    Raglan.setGlobal(null);

    assertThat(new SelfCalling().answer("What?")).isEqualTo("What? context of What?");

    assertThat(tracing.spans()).isEmpty();
  }

  @Test
  void goesOnWithTheTracingThatIsRegisteredNext() {
    new SelfCalling().count(0);
    try (RecordedTracing next = RecordedTracing.open()) {
      new SelfCalling().count(0);

      assertThat(next.span()).hasName("countdown");
    }
    Raglan.setGlobal(tracing.raglan());
    new SelfCalling().count(0);

    assertThat(tracing.spans()).hasSize(2);
  }
}
