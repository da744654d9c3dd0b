package dev.raglan.neighbours.library;

import dev.raglan.annotation.Traced;
import jakarta.validation.constraints.NotBlank;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.security.access.prepost.PostFilter;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.validation.annotation.Validated;

/** Traced methods beside the advice of security, validation, caching and asynchronous calls. */
@Service
@Validated
public class Desk {

  private final Catalog catalog;
  private final AtomicInteger counted = new AtomicInteger();

  Desk(Catalog catalog) {
    this.catalog = catalog;
  }

  @Traced
  @PreAuthorize("hasRole('LIBRARIAN')")
  public String discard(String title) {
    return "discarded " + title;
  }

  @Traced
  @PreAuthorize("hasRole('READER')")
  public String lend(String title) {
    return "lent " + catalog.find(title).getTitle();
  }

  @Traced
  @PostFilter("filterObject != 'secret'")
  public List<String> shelf() {
    return new ArrayList<>(List.of("open", "secret"));
  }

  @Traced
  public String reserve(@NotBlank String title) {
    return "reserved " + title;
  }

  @Traced
  @NotBlank
  public String blank() {
    return "";
  }

  @Traced
  @Cacheable("counts")
  public int count(String shelf) {
    return counted.incrementAndGet();
  }

  @Traced
  @Async
  public CompletableFuture<String> later(String title) {
    return CompletableFuture.completedFuture("later " + catalog.find(title).getTitle());
  }

  int counted() {
    return counted.get();
  }
}
