package dev.raglan.samples.rag.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The documents below {@code corpus/} on the class path. */
@Component
public class Corpus {

  private final ResourcePatternResolver resources;

  public Corpus(ResourcePatternResolver resources) {
    this.resources = resources;
  }

  /** Reads every document, in order of their ids. */
  public List<CorpusDocument> documents() {
    try {
      return Arrays.stream(resources.getResources("classpath:corpus/*.md"))
          .map(Corpus::read)
          .sorted(Comparator.comparing(CorpusDocument::id))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The corpus could not be listed", e);
    }
  }

  private static CorpusDocument read(Resource file) {
    String name = String.valueOf(file.getFilename());
    try {
      String[] parts = file.getContentAsString(StandardCharsets.UTF_8).strip().split("\\R", 2);
      String title = parts[0].replaceFirst("^#\\s*", "");
      return new CorpusDocument(name.replaceFirst("\\.md$", ""), title, parts[1].strip());
    } catch (IOException e) {
      throw new UncheckedIOException(name + " could not be read", e);
    }
  }
}
