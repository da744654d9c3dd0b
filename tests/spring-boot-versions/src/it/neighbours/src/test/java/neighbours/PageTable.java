package neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of a page of the docs. With {@code -Dwrite=true} its lines are written instead of
 * compared.
 *
 * @param heading how the table's first line begins
 */
record PageTable(Path page, String heading) {

  void hold(List<String> lines) throws IOException {
    List<String> text = new ArrayList<>(Files.readAllLines(page));
    int first = 0;
    while (!text.get(first).startsWith(heading)) {
      first++;
    }
    first += 2;
    int end = first;
    while (text.get(end).startsWith("|")) {
      end++;
    }
    List<String> table = text.subList(first, end);
    if (Boolean.getBoolean("write")) {
      table.clear();
      table.addAll(lines);
      Files.write(page, text);
    }
    assertThat(table).as("%s of %s", heading, page).containsExactlyElementsOf(lines);
  }
}
