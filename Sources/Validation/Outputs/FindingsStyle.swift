/// The style of the page of findings: plain, one column, readable on a phone and on paper.
enum FindingsStyle {
    static let sheet = """
        body { margin: 0 auto; max-width: 70rem; padding: 0 1rem 3rem; color: #0b0c0c; background: #fff;
          font: 1rem/1.45 Arial, "Liberation Sans", sans-serif; }
        header { border-bottom: 0.4rem solid #0b0c0c; font-weight: bold; }
        h1 { font-size: 2rem; line-height: 1.15; overflow-wrap: anywhere; }
        h2 { font-size: 1.5rem; margin-top: 2.5rem; }
        h3 { font-size: 1.2rem; margin-bottom: 0.3rem; }
        a { color: #0b4f8a; }
        a:focus, .scroll:focus { outline: 3px solid #0b0c0c; background: #fd0; color: #0b0c0c; }
        .skip { position: absolute; left: -99rem; }
        .skip:focus { left: 1rem; }
        .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        .totals { display: flex; flex-wrap: wrap; gap: 1rem; margin: 1.5rem 0; }
        .totals div { border: 1px solid #b1b4b6; border-left: 0.5rem solid #505a5f; padding: 0.6rem 1rem; min-width: 7rem; }
        .totals dt { font-weight: bold; }
        .totals dd { margin: 0; font-size: 2rem; font-weight: bold; }
        .totals .error { border-left-color: #b10e1e; }
        .totals .query { border-left-color: #b25e00; }
        .totals .warning { border-left-color: #0b4f8a; }
        .verdict { font-size: 1.2rem; font-weight: bold; }
        .private { border-left: 0.4rem solid #505a5f; padding-left: 0.8rem; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; }
        caption { text-align: left; padding: 0.4rem 0; }
        th, td { border-bottom: 1px solid #b1b4b6; padding: 0.5rem 0.8rem 0.5rem 0; text-align: left; vertical-align: top; }
        th[scope=row] { min-width: 9rem; }
        td { min-width: 6rem; max-width: 26rem; overflow-wrap: break-word; }
        tr:target, h3:target { background: #fff3b0; }
        samp, code { font-family: "DejaVu Sans Mono", Consolas, monospace; font-size: 0.95em; white-space: pre-wrap;
          overflow-wrap: anywhere; }
        .rule { border-top: 1px solid #b1b4b6; margin-top: 1.5rem; }
        .rule p { margin: 0.5rem 0; max-width: 50rem; }
        .tag { display: inline-block; margin: 0 0 0.3rem; padding: 0.1rem 0.6rem; color: #fff; background: #505a5f; }
        .tag.error { background: #b10e1e; }
        .tag.query { background: #8a4800; }
        .tag.warning { background: #0b4f8a; }
        .excel { margin: 0.4rem 0 0; padding-left: 0.6rem; border-left: 0.3rem solid #b25e00; }
        .place { color: #505a5f; }
        .plain { margin: 0; padding-left: 1.1rem; }
        .about dt { font-weight: bold; overflow-wrap: anywhere; }
        .about dd { margin: 0 0 0.6rem; }
        .hash { font-family: monospace; overflow-wrap: anywhere; }
        @media (max-width: 36rem) {
          .scroll thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          .scroll table, .scroll tbody, .scroll caption, .scroll tr, .scroll th, .scroll td { display: block; }
          .scroll tr { border-bottom: 2px solid #505a5f; padding: 0.5rem 0; }
          .scroll th, .scroll td { border: 0; max-width: none; padding: 0.2rem 0; overflow-wrap: anywhere; }
          .scroll td[data-label]::before { content: attr(data-label) ": "; font-weight: bold; }
        }
        @media print {
          @page { margin: 15mm; }
          html { font-size: 9.5pt; }
          body { max-width: none; padding: 0; }
          .skip { display: none; }
          .scroll { overflow: visible; }
          a { color: inherit; }
          h2, h3, caption, thead, .tag, .rule > p { break-after: avoid; }
          thead { display: table-header-group; }
          tr, li, .totals { break-inside: avoid; }
          th, td { padding-top: 0.25rem; padding-bottom: 0.25rem; }
          .tag, .totals div { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }
        """
}
