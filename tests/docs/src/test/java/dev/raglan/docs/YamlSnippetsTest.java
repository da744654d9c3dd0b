package dev.raglan.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

class YamlSnippetsTest {

  private final StarterMetadata metadata = StarterMetadata.read();

  static Stream<Snippet> snippets() {
    return Pages.inLanguage("yaml");
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void setPropertiesThatExist(Snippet snippet) throws IOException {
    List<String> unknown = new ArrayList<>();
    for (PropertySource<?> document : documents(snippet)) {
      OriginTrackedMapPropertySource source = (OriginTrackedMapPropertySource) document;
      for (String name : source.getPropertyNames()) {
        if (name.startsWith("raglan.") && !metadata.knows(name)) {
          unknown.add(snippet.at(line(snippet, source.getOrigin(name))) + ": " + name);
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void bind(Snippet snippet) throws IOException {
    for (PropertySource<?> document : documents(snippet)) {
      Binder binder = new Binder(ConfigurationPropertySources.from(document));
      assertThatCode(
              () ->
                  binder.bind(
                      "raglan",
                      Bindable.of(metadata.type("raglan")),
                      new NoUnboundElementsBindHandler(BindHandler.DEFAULT)))
          .as("binding of the snippet at %s", snippet)
          .doesNotThrowAnyException();
    }
  }

  private static List<PropertySource<?>> documents(Snippet snippet) throws IOException {
    List<PropertySource<?>> documents =
        new YamlPropertySourceLoader()
            .load(
                snippet.toString(),
                new ByteArrayResource(snippet.text().getBytes(StandardCharsets.UTF_8)));
    assertThat(documents).as("properties of the snippet at %s", snippet).isNotEmpty();
    return documents;
  }

  private static int line(Snippet snippet, Origin origin) {
    return snippet.line() + ((TextResourceOrigin) origin).getLocation().getLine();
  }
}
