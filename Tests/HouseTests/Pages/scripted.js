document.querySelector("h1").textContent = "As the script left it";
