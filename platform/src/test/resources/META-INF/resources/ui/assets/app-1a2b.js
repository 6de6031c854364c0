console.log("test dashboard");
