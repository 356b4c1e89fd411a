import Foundation
import Mustache

/// The templates of all pages, read once.
struct PageTemplates: Sendable {
    private let library: MustacheLibrary

    init() throws {
        var templates: [String: MustacheTemplate] = [
            "layout": try Self.template(PackageResources.layout_mustache),
            "form_token": try Self.template(PackageResources.form_token_mustache),
            "figure_tables": try Self.template(PackageResources.figure_tables_mustache),
            "receipt_document": try Self.template(PackageResources.receipt_document_mustache),
            "pagination": try Self.template(PackageResources.pagination_mustache),
            "fault": try Self.page(PackageResources.fault_mustache),
        ]
        for group in PageGroups.all {
            for (name, bytes) in group.templates {
                precondition(templates[name] == nil, "Two templates have the name \(name).")
                templates[name] = try Self.page(bytes)
            }
        }
        library = MustacheLibrary(templates: templates)
    }

    /// Makes a page.
    ///
    /// - Parameters:
    ///   - name: The template of what is particular to the page.
    ///   - content: What that template names.
    ///   - frame: What stands on every page; its names can be used in the template as well.
    /// - Returns: The whole page as HTML.
    func html(_ name: String, _ content: Any, in frame: PageFrame) -> String {
        var frame = frame
        frame.main = library.render(PageRoot(content: content, frame: frame), withTemplate: name) ?? ""
        return library.render(frame, withTemplate: "layout") ?? ""
    }

    /// Makes a document that is a page of its own, to be printed.
    func document(_ name: String, _ content: Any) -> String {
        library.render(content, withTemplate: name) ?? ""
    }

    /// The names of the frame are below those of the page.
    private struct PageRoot {
        let content: Any
        let frame: PageFrame
    }

    private static func page(_ bytes: [UInt8]) throws -> MustacheTemplate {
        let text = String(decoding: bytes, as: UTF8.self)
        return try MustacheTemplate(string: "{{#frame}}{{#content}}\(text){{/content}}{{/frame}}")
    }

    private static func template(_ bytes: [UInt8]) throws -> MustacheTemplate {
        try MustacheTemplate(string: String(decoding: bytes, as: UTF8.self))
    }
}
