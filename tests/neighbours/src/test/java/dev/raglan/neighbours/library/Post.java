package dev.raglan.neighbours.library;

import dev.raglan.annotation.Traced;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.stereotype.Service;

/** A listener that is traced. */
@Service
public class Post {

  private final Catalog catalog;
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

  Post(Catalog catalog) {
    this.catalog = catalog;
  }

  @Traced
  @JmsListener(destination = "orders")
  public void receive(String title) {
    received.add("received " + catalog.find(title).getTitle());
  }

  BlockingQueue<String> received() {
    return received;
  }
}
