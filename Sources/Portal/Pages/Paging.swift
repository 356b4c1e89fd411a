/// Which part of a list a page shows; its stored properties are the names of the template `pagination`.
struct Paging {
    let isPaged: Bool
    let hasPrevious: Bool
    let hasNext: Bool
    let previousPath: String
    let nextPath: String
    let pageNumber: Int
    let pageCount: Int
    let offset: Int

    /// Works out the pages of a list.
    ///
    /// - Parameters:
    ///   - total: How many entries there are.
    ///   - size: How many a page shows.
    ///   - number: The page that was asked for; one that is not there becomes the nearest.
    ///   - path: Address of a page.
    init(total: Int, size: Int, number: Int, path: (Int) -> String) {
        pageCount = max(1, (total + size - 1) / size)
        pageNumber = min(max(1, number), pageCount)
        offset = (pageNumber - 1) * size
        isPaged = pageCount > 1
        hasPrevious = pageNumber > 1
        hasNext = pageNumber < pageCount
        previousPath = path(pageNumber - 1)
        nextPath = path(pageNumber + 1)
    }
}
