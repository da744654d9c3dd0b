package dev.raglan.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.ai.openai.OpenAIClient;
import com.azure.search.documents.SearchClient;
import com.cohere.api.Cohere;
import com.google.genai.Client;
import io.github.ollama4j.OllamaAPI;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

/** The versions that docs/generations.md names are those that these tests run with. */
class TestedVersionsTest {

  private static final Path PAGE = Path.of("../../docs/generations.md");
  private static final Pattern VERSION = Pattern.compile("-([0-9][\\w.-]*)\\.jar");

  static Stream<Arguments> libraries() {
    return Stream.of(
        Arguments.of("google-genai", List.of(Client.class)),
        Arguments.of("Amazon's SDK 2, Bedrock", List.of(BedrockRuntimeClient.class)),
        Arguments.of(
            "Azure's SDK, OpenAI and AI Search", List.of(OpenAIClient.class, SearchClient.class)),
        Arguments.of("cohere-java", List.of(Cohere.class)),
        Arguments.of("ollama4j", List.of(OllamaAPI.class)));
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void areThoseOnTheClassPath(String library, List<Class<?>> types) throws IOException {
    List<String> rows;
    try (Stream<String> lines = Files.lines(PAGE)) {
      rows = lines.filter(line -> line.startsWith("| " + library + " |")).toList();
    }

    String versions =
        types.stream().map(TestedVersionsTest::version).collect(Collectors.joining(", "));
    assertThat(rows).singleElement().asString().endsWith(" | " + versions + " |");
  }

  private static String version(Class<?> type) {
    String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    Matcher version = VERSION.matcher(jar);
    assertThat(version.find()).as(jar).isTrue();
    return version.group(1);
  }
}
