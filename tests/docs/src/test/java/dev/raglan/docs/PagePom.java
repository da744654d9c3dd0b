package dev.raglan.docs;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/** A pom made of the XML snippets of a page, as a reader puts them together. */
final class PagePom {

  private PagePom() {}

  /**
   * Returns the poms of a page: one with all of its dependencies, or for each plugin that it shows
   * one with that plugin as well. Their names are the places of the snippets.
   */
  static List<Model> of(String page) {
    Model dependencies = new Model();
    List<Model> plugins = new ArrayList<>();
    for (Snippet snippet : Pages.snippets(page, "xml")) {
      Model part = part(snippet);
      part.setName(snippet.toString());
      if (part.getBuild() != null) {
        plugins.add(part);
      } else {
        dependencies = merged(part, dependencies);
      }
    }
    List<Model> poms = new ArrayList<>();
    for (Model plugin : plugins) {
      poms.add(merged(dependencies, plugin));
    }
    return poms.isEmpty() ? List.of(dependencies) : poms;
  }

  /** Parses a snippet, and refuses elements that no pom has. */
  static Model part(Snippet snippet) {
    String text = snippet.text();
    String children = text.startsWith("<plugin>") ? build(text) : text;
    try {
      return new MavenXpp3Reader().read(new StringReader("<project>" + children + "</project>"));
    } catch (IOException | XmlPullParserException e) {
      throw new IllegalArgumentException("Not a part of a pom: the snippet at " + snippet, e);
    }
  }

  private static String build(String plugin) {
    return "<build><plugins>" + plugin + "</plugins></build>";
  }

  private static Model merged(Model added, Model base) {
    Model merged = base.clone();
    if (merged.getName() == null) {
      merged.setName(added.getName());
    }
    if (added.getDependencyManagement() != null) {
      merged.setDependencyManagement(added.getDependencyManagement());
    }
    added.getDependencies().forEach(merged::addDependency);
    return merged;
  }
}
